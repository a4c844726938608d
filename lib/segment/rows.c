/* rows: see rows.h */
#include "segment/rows.h"

#include "broadsheet/copyhash.h"
#include "broadsheet/err.h"
#include "segment/edits.h"
#include "segment/fastrow.h"
#include "segment/hands.h"
#include "segment/split.h"
#include "segment/token_user.h"
#include "segment/uax29.h"

#include <stdlib.h>

struct bs_segment_run {
	struct bs_stream *s;
	const struct bs_segmenter *seg;
	struct bs_segment_config c;
	bool holds; /* the block waits to be written */
	bool known; /* block is the last one seen, written or not */
	struct bs_row block;
	struct bs_arena arena; /* the held block and what belongs to it */
	struct bs_editmap map;
	struct bs_span text;
	struct bs_hands hands; /* in the held block */
	struct bs_sentences sents;
	struct bs_tokens tokens;
	struct bs_fastrow row;
	struct bs_buf line;       /* the held block, with room for wide loads behind it */
	struct bs_buf key, words; /* of the sentence at hand; its folded words */
	struct bs_buf doc, cls, info, addr;
	size_t edit;   /* the first edit that the next sentence may touch */
	bool plain;    /* the block's text holds nothing to be escaped */
	bool selected; /* blocks of class cls are */
	bool foreign;  /* the document is not in English */
	bool said;
	bool *fix_used;
	uint64_t nsent; /* number of the last sentence in the block */
};

struct bs_segment_run *
bs_segment_run_new(
    struct bs_stream *s, const struct bs_segmenter *seg, const struct bs_segment_config *c)
{
	struct bs_segment_run *r = bs_calloc(1, sizeof *r);

	r->s = s;
	bs_fastrow_init(&r->row, s);
	r->seg = seg;
	r->c = *c;
	r->fix_used = bs_calloc(s->fixes.n + 1, sizeof *r->fix_used);
	return r;
}

/* Is the class one of the comma-separated ones? */
static bool
listed(const char *list, struct bs_span cls)
{
	if (list == NULL)
		return true;
	for (;;) {
		size_t n = strcspn(list, ",");

		if (bs_span_eq(bs_span(list, n), cls))
			return true;
		if (list[n] == '\0')
			return false;
		list += n + 1;
	}
}

/* Is the held block to be cut up?  Its class is mostly that of the block before. */
static bool
selected(struct bs_segment_run *r)
{
	struct bs_span cls = r->block.col[BS_CLASS];

	if (r->cls.n == 0 || !bs_span_eq(cls, bs_buf_view(&r->cls))) {
		r->cls.n = 0;
		bs_buf_span(&r->cls, cls);
		r->selected = listed(r->c.classes, cls);
	}
	return r->selected;
}

/* The row's bytes stand at p now. */
static void
move(struct bs_row *row, const char *p)
{
	row->line.p = p;
	for (int i = 0; i < BS_NCOLUMN; p += row->col[i++].n + 1)
		row->col[i].p = p;
}

static struct bs_row
keep(struct bs_segment_run *r, const struct bs_row *row)
{
	struct bs_row k = *row;

	move(&k, bs_arena_copy(&r->arena, row->line).p);
	return k;
}

static bool
inside(const struct bs_segment_run *r, const struct bs_row *row)
{
	return row->start >= r->block.start && row->stop <= r->block.stop;
}

/* The document's fixes that stand in the held block and are not in the stream already. */
static void
add_fixes(struct bs_segment_run *r)
{
	const struct bs_fixes *all = &r->s->fixes;
	const struct bs_fix *f = bs_fixes_first(all, r->block.col[BS_DOC]);

	for (; f != NULL; f = f->next ? &all->v[f->next] : NULL) {
		if ((f->row.kind != BS_SENT && f->row.kind != BS_TOKEN) || !inside(r, &f->row))
			continue;
		r->fix_used[f - all->v] = true;
		if (!bs_hands_have(&r->hands, &f->row))
			bs_hands_add(&r->hands, &f->row, &r->map, r->block.start);
	}
}

/* The tokens of the sentence [a, b), whose own map is cut and whose source begins at base. */
static void
put_tokens(
    struct bs_segment_run *r, size_t a, size_t b, const struct bs_editmap *cut, uint64_t base)
{
	struct bs_span text = bs_span_cut(r->text, a, b);
	size_t i, n, edit = 0;
	int64_t shift = 0;

	r->tokens.n = 0;
	if (r->foreign || r->c.sentence_flags & BS_SENTENCE_UAX29)
		bs_uax29_tokens(text, &r->tokens);
	else
		bs_tokenize_user(
		    text, BS_FASTROW_SLACK, r->c.token_flags, &r->seg->abbrev, &r->tokens);
	if (cut->n > 0)
		bs_edits_widen_tokens(&r->tokens, cut);
	bs_fastrow_sentence(&r->row, r->block.col[BS_DOC], bs_buf_view(&r->addr));
	for (i = 0; i < r->tokens.n; i += n) {
		const struct bs_token *t = &r->tokens.v[i];
		uint64_t from = base, to = base;

		n = 1;
		if (r->hands.n > 0 && bs_hands_hold(&r->hands, BS_TOKEN, a + t->start, a + t->stop))
			continue;
		if (cut->n > 0 && bs_edits_touch(cut, &edit, t->start, t->stop, &shift)) {
			from += bs_editmap_start(cut, t->start) - t->start;
			to += bs_editmap_stop(cut, t->stop) - t->stop;
		} else {
			from += (uint64_t)shift;
			to += (uint64_t)shift;
			/* those before the next edit, too */
			if (r->hands.n == 0 && edit == cut->n)
				n = r->tokens.n - i;
			while (r->hands.n == 0 && i + n < r->tokens.n && t[n].stop < cut->e[edit].t)
				n++;
		}
		bs_fastrow_put(&r->row, text, t, n, from, to);
	}
}

static void
put_sentence(struct bs_segment_run *r, size_t a, size_t b, const char *why)
{
	struct bs_newrow row = {.doc = r->block.col[BS_DOC],
	    .kind = BS_SENT,
	    .cls = r->block.col[BS_CLASS],
	    .why = bs_span_str(why),
	    .text = bs_span_cut(r->text, a, b)};
	struct bs_editmap cut = {0};
	int64_t shift;

	r->addr.n = r->block.col[BS_ADDR].n + 1;
	bs_buf_uint(&r->addr, ++r->nsent);
	bs_buf_reserve(&r->addr, BS_FASTROW_SLACK);
	row.addr = bs_buf_view(&r->addr);
	row.key = r->block.col[BS_KEY];
	if (a > 0 || b < r->text.n) { /* else the same words */
		r->key.n = 0;
		bs_words_key(&r->key, row.text, &r->words);
		bs_buf_reserve(&r->key, BS_FASTROW_SLACK);
		row.key = bs_buf_view(&r->key);
	}
	if (bs_edits_touch(&r->map, &r->edit, a, b, &shift)) {
		cut = bs_editmap_cut(&r->map, a, b, &r->arena);
		row.start = r->block.start + bs_editmap_start(&r->map, a);
		row.stop = r->block.start + bs_editmap_stop(&r->map, b);
	} else {
		cut.encoding = r->map.encoding;
		row.start = r->block.start + (uint64_t)((int64_t)a + shift);
		row.stop = row.start + (b - a);
	}
	if (cut.n > 0 || cut.encoding.n > 0) {
		r->info.n = 0;
		bs_editmap_write(&r->info, &cut);
		bs_buf_reserve(&r->info, BS_FASTROW_SLACK);
		row.info = bs_buf_view(&r->info);
	}
	bs_fastrow_put_sentence(&r->row, &row, r->plain);
	if (r->c.words && (r->s->only == 0 || r->s->only & BS_KINDBIT(BS_TOKEN)))
		put_tokens(r, a, b, &cut, row.start);
}

/* The sentences of the text [from, to), moved out of the edits they would begin or end in. */
static void
find_sentences(struct bs_segment_run *r, size_t from, size_t to)
{
	unsigned flags = r->c.sentence_flags | (r->foreign ? BS_SENTENCE_UAX29 : 0);

	r->sents.n = 0;
	bs_segment(r->seg, bs_span_cut(r->text, from, to), flags, &r->sents);
	for (size_t i = 0; from > 0 && i < r->sents.n; i++) {
		r->sents.v[i].start += from;
		r->sents.v[i].stop += from;
	}
	if (r->map.n > 0)
		bs_edits_widen_sentences(&r->sents, &r->map);
}

/* The sentences of the block's text [from, to), in which nothing stands by hand. */
static void
put_stretch(struct bs_segment_run *r, size_t from, size_t to)
{
	size_t i, at = from;
	const struct bs_sentence *v;

	find_sentences(r, from, to);
	v = r->sents.v;
	for (i = 0; i < r->sents.n; i++) {
		put_sentence(r, v[i].start, v[i].stop, v[i].why);
		bs_hands_put(&r->hands, r->s, at, v[i].stop);
		at = v[i].stop;
	}
	bs_hands_put(&r->hands, r->s, at, to);
}

/* Where the rows by hand leave room, sentences of our own; all in the text's order. */
static void
put_block(struct bs_segment_run *r)
{
	size_t i, at = 0;

	bs_hands_sort(&r->hands);
	for (i = 0; i < r->hands.n; i++) {
		const struct bs_handrow *h = &r->hands.v[i];
		uint64_t block, sent;

		if (h->row.kind != BS_SENT)
			continue;
		if (h->from > at)
			put_stretch(r, at, h->from);
		bs_stream_pass(r->s, &h->row);
		bs_addr_parse(h->row.col[BS_ADDR], &block, &sent);
		if (sent > r->nsent)
			r->nsent = sent;
		bs_hands_put(&r->hands, r->s, h->from > at ? h->from : at, h->to);
		if (h->to > at)
			at = h->to;
	}
	if (at < r->text.n)
		put_stretch(r, at, r->text.n);
}

/* Write the held block with its sentences.  It waits for the row behind it, not for time: a
 * sentence by hand may come, and what is written must not depend on when. */
static void
release(struct bs_segment_run *r)
{
	size_t i;

	if (!r->holds)
		return;
	r->holds = false;
	bs_stream_pass(r->s, &r->block);
	if (r->s->fixes.n > 0)
		add_fixes(r);
	r->nsent = 0;
	r->edit = 0;
	r->addr.n = 0;
	bs_buf_span(&r->addr, r->block.col[BS_ADDR]);
	bs_buf_ch(&r->addr, 's');
	if (selected(r))
		put_block(r);
	else
		for (i = 0; i < r->hands.n; i++)
			bs_stream_pass(r->s, &r->hands.v[i].row);
}

/* The block row in a buffer of its own, and its text unescaped, both with slack behind them. */
static void
keep_block(struct bs_segment_run *r, const struct bs_row *row)
{
	struct bs_span text = row->col[BS_TEXT];

	r->plain = text.n == 0 || memchr(text.p, '\\', text.n) == NULL;
	r->line.n = 0;
	bs_buf_reserve(&r->line, 2 * row->line.n + 2 * (size_t)BS_FASTROW_SLACK);
	bs_buf_span(&r->line, row->line);
	r->block = *row;
	move(&r->block, r->line.p);
	r->text = r->block.col[BS_TEXT];
	if (!r->plain) {
		bs_unescape(&r->line, text);
		r->text = bs_span(r->line.p + row->line.n, r->line.n - row->line.n);
	}
	memset(r->line.p + r->line.n, 0, BS_FASTROW_SLACK);
}

static void
hold(struct bs_segment_run *r, const struct bs_row *row)
{
	bs_arena_reset(&r->arena);
	r->hands.n = 0;
	r->known = false;
	keep_block(r, row);
	if (bs_span_is(r->block.col[BS_TEXT], ".") && row->start == row->stop)
		r->text.n = 0;
	if (r->text.n > UINT32_MAX || !bs_editmap_parse(&r->map, r->block.col[BS_INFO], r->text.n,
					  row->stop - row->start, &r->arena)) {
		bs_bad(r->s->in.name, r->s->in.line,
		    "the edit map does not fit the row's text and span");
		return;
	}
	r->holds = r->known = true;
}

/* A new document: what language is it in? */
static void
language(struct bs_segment_run *r, const struct bs_row *row)
{
	struct bs_span lang = row->col[BS_KEY];
	bool english;

	if (!bs_span_eq(row->col[BS_DOC], bs_buf_view(&r->doc))) {
		r->doc.n = 0;
		bs_buf_span(&r->doc, row->col[BS_DOC]);
		r->foreign = false;
	}
	if (r->c.lang != NULL) {
		lang = bs_span_str(r->c.lang);
		english = bs_is_english(lang);
	} else if (!bs_row_language(row, &english)) {
		return;
	}
	r->foreign = !english;
	if (r->foreign && !r->said) {
		r->said = true;
		bs_warn("%.*s is in language %.*s: sentences by Unicode Annex 29 there and "
			"wherever it is"
			" not English",
		    (int)row->col[BS_DOC].n, row->col[BS_DOC].p, (int)lang.n, lang.p);
	}
}

void
bs_segment_run_row(struct bs_segment_run *r, const struct bs_row *row)
{
	uint64_t block, sent, held, none;

	if (r->known && row->kind > BS_END && row->kind != BS_COMMENT) {
		bs_addr_parse(row->col[BS_ADDR], &block, &sent);
		bs_addr_parse(r->block.col[BS_ADDR], &held, &none);
		if (block == held && block > 0 &&
		    bs_span_eq(row->col[BS_DOC], r->block.col[BS_DOC])) {
			struct bs_row k;

			if (!row->hand)
				return; /* a new segmentation makes it void */
			if (!inside(r, row)) {
				bs_bad(r->s->in.name, r->s->in.line, "not inside its block");
				return;
			}
			if (!r->holds) { /* behind a comment: too late to leave it room */
				bs_stream_pass(r->s, row);
				return;
			}
			k = keep(r, row);
			bs_hands_add(&r->hands, &k, &r->map, r->block.start);
			return;
		}
	}
	release(r);
	if (row->kind == BS_COMMENT) {
		bs_stream_pass(r->s, row);
		return;
	}
	if (row->kind == BS_META || r->c.lang != NULL ||
	    !bs_span_eq(row->col[BS_DOC], bs_buf_view(&r->doc)))
		language(r, row);
	if (row->kind == BS_BLOCK)
		hold(r, row);
	else
		bs_stream_pass(r->s, row);
}

void
bs_segment_run_end(struct bs_segment_run *r)
{
	const struct bs_fixes *f = &r->s->fixes;
	size_t i;

	release(r);
	for (i = 1; i < f->n; i++)
		if (!r->fix_used[i] &&
		    (f->v[i].row.kind == BS_SENT || f->v[i].row.kind == BS_TOKEN))
			bs_bad(f->name, f->v[i].line, "no block holds %llu-%llu of this document",
			    (unsigned long long)f->v[i].row.start,
			    (unsigned long long)f->v[i].row.stop);
	bs_arena_free(&r->arena);
	free(r->hands.v);
	free(r->sents.v);
	free(r->fix_used);
	bs_tokens_free(&r->tokens);
	bs_fastrow_free(&r->row);
	bs_buf_free(&r->line);
	bs_buf_free(&r->doc);
	bs_buf_free(&r->cls);
	bs_buf_free(&r->key);
	bs_buf_free(&r->words);
	bs_buf_free(&r->info);
	bs_buf_free(&r->addr);
	free(r);
}
