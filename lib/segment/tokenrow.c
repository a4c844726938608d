/* tokenrow: see tokenrow.h */
#include "segment/tokenrow.h"

#include "broadsheet/utf8.h"

/* The folded form, which is the key. */
static void
fold(struct bs_buf *out, struct bs_span s)
{
	size_t i;
	char *q;

	if (bs_ascii_run(s) < s.n) {
		bs_fold_case(out, s);
		return;
	}
	bs_buf_reserve(out, s.n);
	q = out->p + out->n;
	for (i = 0; i < s.n; i++)
		q[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
	out->n += s.n;
}

void
bs_tokenrow_put(struct bs_tokenrow *r, struct bs_stream *s, struct bs_span text, size_t a,
    size_t b, enum bs_token_class c)
{
	struct bs_span t = bs_span_cut(text, a, b);
	struct bs_buf key = {0};
	struct bs_newrow row = {.doc = r->doc,
	    .start = r->base + bs_editmap_start(r->map, a),
	    .stop = r->base + bs_editmap_stop(r->map, b),
	    .kind = BS_TOKEN,
	    .addr = r->addr,
	    .cls = bs_span_str(bs_token_class_name(c)),
	    .why = BS_SPAN("token"),
	    .text = t};

	fold(&key, t);
	row.key = bs_buf_view(&key);
	bs_stream_put(s, &row);
	bs_buf_free(&key);
}
