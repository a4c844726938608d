/*
 * mend: the tagger's names brought in line with the lists and with what a
 * name's span is:
 *
 *	a possessive 's, a title before a person, a prefix (pro-Israel) and what
 *	hangs on behind (Kenya-led) are no part of it, nor is the country that a
 *	body belongs to (China's Exim Bank); both marks of a quotation in it are;
 *	a dash that stands alone ends it, and half a compound before it (non-league
 *	Stanley) is none of it;
 *	a year belongs to a war's name and to no other event's, a day behind it to none;
 *	inside a sentence a capital The belongs to the body or work behind it;
 *	"Washington, D.C." is one name where the list of towns has it so;
 *	a compound of two names (Azerbaijan-Russia) is two names;
 *	MISC or LOC that is a people, a faith or a party's followers is NORP;
 *	what ends in a word for a body (Army, Committee) is an ORG, and a place
 *	before one belongs to it (Dubai Police).
 *
 * Units: bytes of the sentence's text.  Linear in the names.
 */
#ifndef BROADSHEET_MEND_H
#define BROADSHEET_MEND_H

#include "entities/tagger.h"

/* In place; names may go or be joined, none is added.  They stay in order and apart. */
void bs_mend_names(const struct bs_tagger_sent *s, struct bs_entities *tagged);

#endif
