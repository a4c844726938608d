/*
 * render: a document as it stood, its rows drawn into it: for the terminal,
 * or as an HTML page.
 *
 * Source bytes are shown decoded; what a terminal or browser must not see
 * (controls, malformed bytes) becomes U+FFFD.  Rows that overlap without
 * lying in each other are closed and opened again.
 */
#ifndef BROADSHEET_TRACE_RENDER_H
#define BROADSHEET_TRACE_RENDER_H

#include "broadsheet/writer.h"
#include "trace/page.h"
#include "trace/sources.h"

void bs_render_color(struct bs_writer *w, const struct bs_page *p, struct bs_span source);

/* The document as a page of its own. */
void bs_html_page(struct bs_writer *w, const struct bs_page *p, struct bs_span source);

/* Private to render.c and html.c: a walk over the text with its rows. */
struct bs_drawn {
	size_t start, stop; /* of the decoded text */
	size_t row;         /* index into the page's rows */
	size_t number;      /* among those drawn, from 1 */
};

struct bs_drawing {
	struct bs_span text; /* decoded; of the aligned text */
	struct bs_drawn *v;  /* by start, the longer first */
	size_t n, cap;
};

struct bs_pen {
	void (*text)(void *arg, struct bs_span s);
	/* Open (first: not reopened) or close a row. */
	void (*open)(void *arg, const struct bs_drawn *d, bool first);
	void (*close)(void *arg, const struct bs_drawn *d);
	void *arg;
};

/* Calls the pen in order of the text. */
void bs_render_walk(const struct bs_page *p, struct bs_span source, const struct bs_pen *pen,
    void (*ready)(void *arg, const struct bs_drawing *d));

#endif
