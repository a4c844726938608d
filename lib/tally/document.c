/* document: see document.h */
#include "tally/document.h"

#include <stdlib.h>

void
bs_tally_document_init(struct bs_tally_document *d, size_t nmeta)
{
	*d = (struct bs_tally_document){.nmeta = nmeta};
	d->meta = bs_calloc(nmeta + 1, sizeof *d->meta);
}

bool
bs_tally_document_enter(struct bs_tally_document *d, struct bs_span id)
{
	if (d->any && bs_span_eq(bs_buf_view(&d->id), id))
		return false;
	d->id.n = 0;
	bs_buf_span(&d->id, id);
	d->any = true;
	d->number++;
	for (size_t i = 0; i < d->nmeta; i++)
		d->meta[i].set = d->meta[i].hand = false;
	return true;
}

void
bs_tally_document_meta(struct bs_tally_document *d, const struct bs_span_list *names,
    struct bs_span cls, struct bs_span key, bool hand)
{
	d->seen_meta = true;
	for (size_t i = 0; i < d->nmeta; i++) {
		struct bs_meta_value *m = &d->meta[i];

		if (!bs_span_eq(names->v[i], cls) || (m->set && (m->hand || !hand)))
			continue;
		m->value.n = 0;
		bs_buf_span(&m->value, key);
		m->set = true;
		m->hand = hand;
	}
}

struct bs_span
bs_tally_document_value(const struct bs_tally_document *d, size_t meta)
{
	return d->meta[meta].set ? bs_buf_view(&d->meta[meta].value) : BS_SPAN(".");
}

void
bs_tally_document_free(struct bs_tally_document *d)
{
	for (size_t i = 0; i < d->nmeta; i++)
		bs_buf_free(&d->meta[i].value);
	free(d->meta);
	bs_buf_free(&d->id);
}
