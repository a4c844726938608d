/* stand-in */
#include "broadsheet/entity.h"
void bs_resolve(struct bs_doc *d, struct bs_entities *n){ for(size_t i=0;i<n->n;i++){struct bs_entity*e=&n->v[i]; if(!e->key.n) e->key=bs_span_cut(d->sent[e->sent].text,e->start,e->stop);} }
