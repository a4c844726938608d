/* tag-entities: names, places, organisations, dates and amounts.  See tag-entities(1). */
#include "broadsheet.h"
#include "broadsheet/date.h"
#include "entities/entities.h"

#include <errno.h>
#include <stdlib.h>

enum { CLASS = 256, DOC_DATE, MIN_P, NESTED };

static const struct bs_opt opts[] = {{CLASS, "class", BS_ARG, "LIST", "write these classes only"},
    {DOC_DATE, "doc-date", BS_ARG, "DATE", "date of documents that have none (ISO 8601)"},
    {'g', "gazetteer", BS_ARG, "FILE", "a list of names of your own (may be repeated)"},
    {'m', "model", BS_ARG, "FILE", "another model, made by train-entities"},
    {MIN_P, "min-p", BS_ARG, "P", "leave out what is less sure than P"},
    {NESTED, "nested", BS_NO_ARG, NULL, "names inside names, too"},
    {'r', "rules", BS_ARG, "FILE", "patterns of your own"}, {0}};

static const struct bs_prog prog = {"tag-entities", "[OPTION]... [FILE]...",
    "Add a row for every name, date and amount in the sentences of a stream.", opts, 0};

struct run {
	struct bs_cli cli;
	struct bs_tagging_options o;
	struct bs_userlist *list;
	struct bs_buf *file; /* the lists' bytes */
	size_t nlist, list_cap, file_cap;
	struct bs_buf rules, model;
	const char *model_name;
};

static void
load_list(struct run *r, const char *name)
{
	struct bs_userlist list;
	struct bs_buf file = {0};
	size_t line, nfile = r->nlist;
	const char *why;

	if (!bs_read_file(name, &file))
		bs_die("%s: %s", name, strerror(errno));
	why = bs_userlist_load(&list, bs_span_str(name), bs_buf_view(&file), &line);
	if (why)
		bs_die("%s:%zu: %s", name, line, why);
	if (list.nclash)
		bs_warn("%s: %zu keys have several ids, the first is '%.*s' (the id is added to "
			"such a key)",
		    name, list.nclash, (int)list.clash.n, list.clash.p);
	BS_PUSH(r->list, r->nlist, r->list_cap) = list;
	BS_PUSH(r->file, nfile, r->file_cap) = file;
}

static void
load_rules(struct run *r, const char *name)
{
	struct bs_buf why = {0};
	size_t line;

	if (r->o.rules)
		bs_usage("-r: one file of rules is enough");
	if (!bs_read_file(name, &r->rules))
		bs_die("%s: %s", name, strerror(errno));
	r->o.rules = bs_rules_load(bs_buf_view(&r->rules), &why, &line);
	if (!r->o.rules)
		bs_die("%s:%zu: %s", name, line, bs_buf_str(&why));
	bs_buf_free(&why);
}

static void
load_model(struct run *r, const char *name)
{
	if (!bs_read_file(name, &r->model))
		bs_die("%s: %s", name, strerror(errno));
	if (!r->model.n)
		bs_die("%s: empty", name);
	r->o.model = bs_buf_view(&r->model);
	r->model_name = name;
}

static void
option(struct run *r, int id, const char *arg)
{
	struct bs_date date;

	if (id == CLASS)
		r->o.classes = bs_span_str(arg);
	else if (id == 'g')
		load_list(r, arg);
	else if (id == 'm')
		load_model(r, arg);
	else if (id == MIN_P)
		r->o.min_p = (float)bs_cli_probability("min-p", arg);
	else if (id == NESTED)
		r->o.nested = true;
	else if (id == 'r')
		load_rules(r, arg);
	else if (id == DOC_DATE && !bs_date_parse_whole(bs_span_str(arg), 0, &date))
		bs_usage("--doc-date: '%s' is no date (YYYY-MM-DD)", arg);
	else if (id == DOC_DATE)
		r->o.doc_date = bs_span_str(arg);
}

struct engine {
	struct bs_tagging *tagging;
	bool said;
};

static void
tag(struct bs_doc *d, void *engine)
{
	struct engine *e = engine;

	if (bs_tag_document(e->tagging, d) || e->said)
		return;
	e->said = true;
	bs_warn("%.*s is not in English: there and wherever it is not, names by your own lists, "
		"rules and model only",
	    (int)d->id.n, d->id.p);
}

int
main(int argc, char **argv)
{
	struct run r = {0};
	struct bs_stream stream;
	struct engine e = {0};
	const char *arg, *why;
	size_t limited;
	int id, status;

	bs_cli_init(&r.cli, &prog, argc, argv);
	while ((id = bs_cli_next(&r.cli, &arg)) != 0)
		option(&r, id, arg);
	r.o.list = r.list;
	r.o.nlist = r.nlist;
	bs_cli_tty_hint(&r.cli);
	e.tagging = bs_tagging_new(&r.o, &why);
	if (!e.tagging)
		bs_die("%s: %s", r.model_name ? r.model_name : "the model", why);
	bs_stream_open(&stream, &r.cli, BS_KINDBIT(BS_ENTITY));
	bs_stream_documents(&stream, tag, &e);
	limited = r.o.rules ? bs_rules_limited(r.o.rules) : 0;
	if (limited)
		bs_bad("-r", 0, "a rule was left out in %zu sentences: it backtracks too much",
		    limited);
	status = bs_stream_close(&stream);
	bs_tagging_free(e.tagging);
	bs_rules_free(r.o.rules);
	for (size_t i = 0; i < r.nlist; i++) {
		bs_userlist_free(&r.list[i]);
		bs_buf_free(&r.file[i]);
	}
	free(r.list);
	free(r.file);
	bs_buf_free(&r.rules);
	bs_buf_free(&r.model);
	return status;
}
