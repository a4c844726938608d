/*
 * role: whom a role stands for (the deputy, Oslo's mayor, the spokesman).
 *
 * The person last introduced with it before; where a headline knows people by their roles, who is
 * introduced with it first; or whoever was a source as the same role without a name.  Who belongs
 * to another country or has other words to the role is somebody else.
 */
#include "quotes/features.h"
#include "quotes/names.h"

enum { BACK = 12 /* acts */, WORDS = 5 /* of a role */ };

/* The name of a place or a body that token t is of, or NULL. */
static const struct bs_qname *
place_at(const struct bs_qnames *n, uint32_t t)
{
	size_t i = bs_q_names_from(n, t);

	return i < n->nname && n->name[i].from <= t && !n->who[n->name[i].who].person ? &n->name[i]
										      : NULL;
}

/* India, Indian: names that begin alike. */
static bool
akin(const struct bs_qnames *n, const struct bs_qname *x, const struct bs_qname *y)
{
	struct bs_span a = bs_q_text(n->q, x->from), b = bs_q_text(n->q, y->from);

	return x->who == y->who || (a.n >= 4 && b.n >= 4 && memcmp(a.p, b.p, 4) == 0);
}

/* Places before a source's head and before an introduction: the same, not told of one of them, or
 * others. */
enum same_place { SAME, UNTOLD, OTHER };

static enum same_place
place_of(const struct bs_qnames *n, const struct bs_qact *a, const struct bs_qrolename *r)
{
	const struct bs_qdoc *q = n->q;
	uint32_t lo = q->first[q->tok[r->at].sent];
	bool told = false;

	for (uint32_t s = a->src_from; s < a->src_head; s++) {
		const struct bs_qname *x = place_at(n, s);

		for (uint32_t t = r->at; x && t > lo && t + WORDS > r->at; t--) {
			const struct bs_qname *y = place_at(n, t - 1);

			if (q->tok[t - 1].cls == BS_QC_PUNCT)
				break;
			if (y && akin(n, x, y))
				return SAME;
			told |= y != NULL;
		}
	}
	return told ? OTHER : UNTOLD;
}

/* Does one of the words that go with the role at t, up to three before it, stand in a source?  Also
 * yes where there are none, and none is asked for.  Places do not count. */
static bool
shares_word(const struct bs_qnames *n, const struct bs_qact *a, uint32_t t, bool asked)
{
	const struct bs_qdoc *q = n->q;
	bool some = asked;

	for (uint32_t k = t; k > q->first[q->tok[t].sent] && k + 4 > t; k--) {
		unsigned c = q->tok[k - 1].cls;

		if (c == BS_QC_GENITIVE ||
		    ((c == BS_QC_CAP || c == BS_QC_OTHER) && place_at(n, k - 1)))
			continue;
		if (c != BS_QC_CAP && c != BS_QC_OTHER)
			break;
		some = true;
		for (uint32_t s = a->src_from; s < a->src_to; s++)
			if (q->tok[s].h == q->tok[k - 1].h)
				return true;
	}
	return !some;
}

/* May the source (the US secretary of state) be who was introduced so (Foreign Secretary Jon Lund)?
 * Not where both have words to the role, and none is the same. */
static bool
may_be(const struct bs_qnames *n, const struct bs_qact *a, const struct bs_qrolename *r)
{
	const struct bs_qdoc *q = n->q;
	enum same_place place = place_of(n, a, r);
	bool owned = false, told = false;

	for (uint32_t t = a->src_from + 1; t < a->src_to; t++) {
		owned |= t < a->src_head && q->tok[t].cls == BS_QC_GENITIVE;
		told |= t < a->src_head || q->tok[t].cls == BS_QC_CAP;
	}
	return place != OTHER && (!told || shares_word(n, a, r->at, owned && place != SAME));
}

/* Is the place of the source (the Ohio senator) not told of the one introduced so, and there is
 * another with the role? */
static bool
one_of_two(const struct bs_qnames *n, const struct bs_qact *a, const struct bs_qrolename *r)
{
	bool placed = false;

	for (uint32_t s = a->src_from; s < a->src_head; s++)
		placed |= place_at(n, s) != NULL;
	if (!placed || place_of(n, a, r) != UNTOLD)
		return false;
	for (size_t i = 0; i < n->nrole && i < BS_Q_NAMES; i++)
		/* r is one of them: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
		if (n->role[i].h == r->h && n->role[i].who != r->who)
			return true;
	return false;
}

static const struct bs_qrolename *
role_bearer(const struct bs_qnames *n, const struct bs_qact *a, uint64_t role)
{
	const uint64_t *r = bs_strmap_get(&n->roles, bs_span((const char *)&role, sizeof role));

	return r && may_be(n, a, &n->role[*r]) && !one_of_two(n, a, &n->role[*r]) ? &n->role[*r]
										  : NULL;
}

/* Put the roles told before a source where role_bearer finds them. */
static void
roles_before(struct bs_qnames *n, uint32_t before)
{
	for (; n->role_next < n->nrole && n->role[n->role_next].at < before; n->role_next++) {
		const struct bs_qrolename *r = &n->role[n->role_next];
		const uint64_t *word = &n->q->tok[r->at].h;
		bool is_new;
		uint64_t *v;

		*bs_strmap_put(
		    &n->roles, bs_span((const char *)&r->h, sizeof r->h), NULL) = n->role_next;
		if (r->h == *word)
			continue;
		v = bs_strmap_put(&n->roles, bs_span((const char *)word, sizeof *word), &is_new);
		if (is_new)
			*v = n->role_next;
	}
}

/* Who is introduced behind the source with its role and its place, or NULL. */
static const struct bs_qwho *
of_its_place(const struct bs_qnames *n, const struct bs_qact *a)
{
	uint64_t role = bs_q_role_word(n->q, a->src_head);

	for (size_t i = n->role_next; i < n->nrole && i < n->role_next + BS_Q_NAMES; i++)
		if (n->role[i].h == role && place_of(n, a, &n->role[i]) == SAME &&
		    may_be(n, a, &n->role[i]))
			return &n->who[n->role[i].who];
	return NULL;
}

const struct bs_qwho *
bs_q_by_role(struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	const struct bs_qrolename *r;
	const struct bs_qwho *w = NULL;

	if (q->tok[a->src_head].role != BS_QR_PERSON || bs_q_plural(q, a->src_head))
		return NULL;
	roles_before(n, a->src_from);
	r = role_bearer(n, a, bs_q_role_word(q, a->src_head));
	if (r == NULL)
		r = role_bearer(n, a, q->tok[a->src_head].h);
	if (r && place_of(n, a, r) == UNTOLD)
		w = of_its_place(n, a);
	return w ? w : r ? &n->who[r->who] : NULL;
}

const struct bs_qwho *
bs_q_introduced_later(const struct bs_qnames *n, const struct bs_qact *a)
{
	uint64_t role = bs_q_role_word(n->q, a->src_head);
	const struct bs_qwho *w = of_its_place(n, a);

	for (size_t i = n->role_next; !w && i < n->nrole && i < n->role_next + BS_Q_NAMES; i++)
		if (n->role[i].h == role && may_be(n, a, &n->role[i]))
			w = &n->who[n->role[i].who];
	return w;
}

struct bs_span
bs_q_same_noun(const struct bs_qdoc *q, const struct bs_qact *a)
{
	size_t i;

	BS_LOWER_BOUND(i, q->nact, q->act[i].place < a->place); /* a may be a copy */
	for (size_t n = 0; i > 0 && n < BACK; n++) {
		const struct bs_qact *b = &q->act[--i];

		if ((bs_span_is(b->src_class, "unnamed") || bs_span_is(b->src_class, "role")) &&
		    bs_q_role_word(q, b->src_head) == bs_q_role_word(q, a->src_head))
			return b->key;
	}
	return bs_span(NULL, 0);
}
