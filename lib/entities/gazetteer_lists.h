/*
 * The name lists compiled into the program: one line a list.
 *
 *	LIST(id, file in lib/data/names without .tsv, class the list speaks for)
 *
 * Shared by the generator and the matcher.  Class NO_ENTITY: the list says
 * something about a name's surroundings, not that it is one.
 */
LIST(COUNTRY, "countries", BS_LOC)
LIST(REGION, "regions", BS_LOC)
LIST(CITY, "cities", BS_LOC)
LIST(GEO, "geography", BS_LOC)
LIST(DEMONYM, "demonyms", BS_NORP)
LIST(RELIGION, "religions", BS_NORP)
LIST(PARTY_MEMBER, "partisans", BS_NORP)
LIST(ORG, "organisations", BS_ORG)
LIST(COMPANY, "companies", BS_ORG)
LIST(UNIVERSITY, "universities", BS_ORG)
LIST(PARTY, "parties", BS_ORG)
LIST(OUTLET, "outlets", BS_ORG)
LIST(TEAM, "teams", BS_ORG)
LIST(PERSON, "people", BS_PER)
LIST(GIVEN, "given", BS_PER)
LIST(SURNAME, "surnames", BS_PER)
LIST(MISC, "misc", BS_MISC)
LIST(LANGUAGE, "languages", BS_MISC)
LIST(TITLE, "titles", BS_NO_ENTITY)
LIST(ROLE, "roles", BS_NO_ENTITY)
LIST(ORG_WORD, "org-words", BS_NO_ENTITY)
LIST(LOC_WORD, "loc-words", BS_NO_ENTITY)
LIST(CALENDAR, "calendar", BS_NO_ENTITY)
