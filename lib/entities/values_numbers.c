/*
 * values_numbers: exact decimals, and numbers of several atoms: 2.5 billion,
 * two hundred and fifty, half a million, three dozen, 10 000.
 */
#include "values_impl.h"

static uint64_t
pow10_u64(int e)
{
	uint64_t p = 1;

	while (e-- > 0)
		p *= 10;
	return p;
}

static bool
mul(struct bs_value_decimal *d, uint64_t by)
{
	if (d->m > UINT64_MAX / by)
		return false;
	d->m *= by;
	return true;
}

/* *a += b; false where it does not fit. */
static bool
add(struct bs_value_decimal *a, struct bs_value_decimal b)
{
	if (a->m == 0 || b.m == 0) {
		if (b.m)
			*a = b;
		return true;
	}
	if (a->e < b.e) {
		if (b.e - a->e > 18 || !mul(&b, pow10_u64(b.e - a->e)))
			return false;
	} else if (a->e > b.e) {
		if (a->e - b.e > 18 || !mul(a, pow10_u64(a->e - b.e)))
			return false;
		a->e = b.e;
	}
	if (a->m > UINT64_MAX - b.m)
		return false;
	a->m += b.m;
	return true;
}

bool
bs_values_integer(struct bs_value_decimal d, int64_t *n)
{
	while (d.e < 0 && d.m % 10 == 0) {
		d.m /= 10;
		d.e++;
	}
	if (d.e < 0 || d.e > 9 || d.m > 1000000000)
		return d.m == 0 ? (*n = 0, true) : false;
	*n = (int64_t)(d.m * pow10_u64(d.e));
	return true;
}

void
bs_values_decimal(struct bs_buf *out, struct bs_value_decimal d)
{
	char digit[24];
	int n = 0, i;

	while (d.m && d.m % 10 == 0) {
		d.m /= 10;
		d.e++;
	}
	for (; d.m; d.m /= 10)
		digit[n++] = (char)('0' + d.m % 10);
	if (n == 0) {
		bs_buf_ch(out, '0');
		return;
	}
	if (n + d.e <= 0) {
		bs_buf_lit(out, "0.");
		for (i = n + d.e; i < 0; i++)
			bs_buf_ch(out, '0');
	}
	for (i = n - 1; i >= 0; i--) {
		bs_buf_ch(out, digit[i]);
		if (i == -d.e && i > 0 && n + d.e > 0)
			bs_buf_ch(out, '.');
	}
	for (i = 0; i < d.e; i++)
		bs_buf_ch(out, '0');
}

static const struct bs_value_lex_entry *
entry(const struct bs_values *v, size_t i, enum bs_value_role r)
{
	if (i >= v->natom || !(v->atom[i].roles & ROLEBIT(r)))
		return NULL;
	return bs_values_entry(&v->lex, v->atom[i].word, r);
}

static bool
literal(const struct bs_values *v, size_t i, const char *word)
{
	return i < v->natom && v->atom[i].kind == ATOM_WORD &&
	       v->atom[i].stop - v->atom[i].start == strlen(word) &&
	       memcmp(v->text.p + v->atom[i].start, word, strlen(word)) == 0;
}

/* A run of digits written in groups with blanks: 10 000, 1 500 000. */
static size_t
spaced_groups(const struct bs_values *v, size_t i, struct bs_value_decimal *d)
{
	size_t j = i + 1;

	if (v->atom[i].digits == 0 || v->atom[i].digits > 3 || v->text.p[v->atom[i].start] == '0' ||
	    (i && v->atom[i - 1].roles & ROLEBIT(ROLE_MONTH)))
		return j;
	while (j < v->natom && j < i + 5 && v->atom[j].kind == ATOM_NUM && v->atom[j].digits == 3 &&
	       v->atom[j].space && v->atom[j].start == v->atom[j - 1].stop + 1) {
		d->m = d->m * 1000 + v->atom[j].digit_value.m;
		j++;
	}
	return j;
}

/* twenty, twenty-five, seven: below a hundred. */
static size_t
small_words(const struct bs_values *v, size_t i, uint64_t *n)
{
	const struct bs_value_lex_entry *e;
	size_t j;

	if ((e = entry(v, i, ROLE_CARD))) {
		*n = (uint64_t)e->number;
		return i + 1;
	}
	if (!(e = entry(v, i, ROLE_TENS)))
		return i;
	*n = (uint64_t)e->number;
	j = i + 1;
	if (j < v->natom && v->atom[j].mark == '-' && !v->atom[j].space)
		j++;
	if ((e = entry(v, j, ROLE_CARD)) && e->number > 0 && e->number < 10) {
		*n += (uint64_t)e->number;
		return j + 1;
	}
	return i + 1;
}

/* Words of scale behind a number: 2.5 | billion, 5 | hundred thousand. */
static size_t
scales(const struct bs_values *v, size_t i, struct bs_value_decimal *d)
{
	const struct bs_value_lex_entry *e;

	for (;;) {
		size_t j = i;

		if (j + 1 < v->natom && v->atom[j].mark == '-' && !v->atom[j].space &&
		    !v->atom[j + 1].space)
			j++; /* a 5-billion plan */
		if (!(e = entry(v, j, ROLE_SCALE)) || d->e >= 18)
			return i;
		d->e += e->number;
		i = j + 1;
	}
}

/* two hundred and fifty thousand */
static size_t
word_number(const struct bs_values *v, size_t i, struct bs_value_decimal *d)
{
	struct bs_value_decimal total = {0}, cur = {0};
	uint64_t n;
	size_t j = i, k, last = i;
	bool ok = true;

	/* no number is longer; so a thousand times `one thousand` stays linear */
	while (ok && j < i + 24 && (k = small_words(v, j, &n)) > j) {
		ok = add(&cur, (struct bs_value_decimal){n, 0});
		if ((j = scales(v, k, &cur)) == k) {
			ok = ok && add(&total, cur);
			return ok ? (*d = total, k) : last;
		}
		/* hundred keeps its number open: two hundred (and) fifty thousand */
		if (cur.e == 2 && mul(&cur, 100))
			cur.e = 0;
		else
			ok = ok && add(&total, cur), cur = (struct bs_value_decimal){0};
		*d = total;
		ok = ok && add(d, cur);
		last = j;
		if (literal(v, j, "and") && small_words(v, j + 1, &n) > j + 1)
			j++;
	}
	return ok ? last : i;
}

/* and a half: half of one of the last scale is added */
static size_t
and_a_half(const struct bs_values *v, size_t i, struct bs_value_decimal *d)
{
	if (literal(v, i, "and") && literal(v, i + 1, "a") && entry(v, i + 2, ROLE_HALF) &&
	    add(d, (struct bs_value_decimal){5, -1}))
		return scales(v, i + 3, d);
	return i;
}

static void
compose(struct bs_values *v, size_t i)
{
	struct bs_value_atom *a = &v->atom[i];
	struct bs_value_decimal d = {0};
	size_t j = i;

	if (a->kind == ATOM_NUM) {
		d = a->digit_value;
		j = spaced_groups(v, i, &d);
		j = scales(v, j, &d);
	} else if (entry(v, i, ROLE_CARD) || entry(v, i, ROLE_TENS)) {
		j = word_number(v, i, &d);
		a->num_words = true;
	} else if (entry(v, i, ROLE_HALF) && (literal(v, i + 1, "a") || literal(v, i + 1, "an"))) {
		d = (struct bs_value_decimal){5, -1};
		j = scales(v, i + 2, &d);
		if (j == i + 2 && !entry(v, j, ROLE_DOZEN))
			return;
		a->num_words = true;
	} else if (literal(v, i, "a") || literal(v, i, "A")) {
		d = (struct bs_value_decimal){1, 0};
		if (entry(v, i + 1, ROLE_HALF) && entry(v, i + 2, ROLE_SCALE)) {
			d = (struct bs_value_decimal){5, -1};
			j = i + 2;
		} else if (entry(v, i + 1, ROLE_SCALE) || entry(v, i + 1, ROLE_DOZEN)) {
			j = i + 1;
		} else {
			return;
		}
		j = scales(v, j, &d);
		a->num_words = true;
	} else if (entry(v, i, ROLE_DOZEN)) {
		d = (struct bs_value_decimal){1, 0};
	} else {
		return;
	}
	if (j > i)
		j = and_a_half(v, j, &d);
	if (entry(v, j, ROLE_DOZEN) && mul(&d, 12)) {
		a->num_dozen = true;
		j++;
	}
	if (j == i || d.e > 30)
		return;
	a->num = d;
	a->num_end = (uint32_t)j;
}

void
bs_values_numbers(struct bs_values *v)
{
	size_t i;

	for (i = 0; i < v->natom; i++)
		compose(v, i);
}
