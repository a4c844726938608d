# Broadsheet.  make, make check, make demo, make install; README.md says more.

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
DATADIR = $(PREFIX)/share
MANDIR = $(DATADIR)/man
BASHDIR = $(DATADIR)/bash-completion/completions
ZSHDIR = $(DATADIR)/zsh/site-functions
FISHDIR = $(DATADIR)/fish/vendor_completions.d
PROGPREFIX =

# The one place of the version.
VERSION = $(shell sed -n 's/^.define BS_VERSION "\(.*\)"/\1/p' include/broadsheet/cli.h)

CC = cc
OPT = -O2 -g
WARN = -Wall -Wextra -Wshadow -Wconversion
HARDEN = -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fPIE
PKG_CONFIG = pkg-config
PKGS = libutf8proc libpcre2-8
CPPFLAGS = -Iinclude -Ilib -D_POSIX_C_SOURCE=200809L
# Nothing of a build depends on the folder it was made in.
CFLAGS = -std=c11 $(OPT) $(WARN) $(HARDEN) $(SAN) '-ffile-prefix-map=$(CURDIR)=.'
LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--compress-debug-sections=zlib $(SAN)
LDLIBS = $(shell $(PKG_CONFIG) --libs $(PKGS)) -lm

B = build
BIN = bin
LIB = $(B)/libbroadsheet.a
GEN = $(wildcard lib/gen/*.c)
SRC = $(sort $(filter-out $(GEN),$(wildcard lib/*.c lib/*/*.c)))
OBJ = $(SRC:%.c=$(B)/%.o) $(patsubst lib/data/%.tsv,$(B)/data/%.o,$(sort $(wildcard lib/data/*.tsv))) \
      $(B)/data/blocks.o $(B)/data/gazetteer.o
PROGS = $(sort $(patsubst tools/%.c,%,$(wildcard tools/*.c)))
UNIT = $(patsubst tests/%.c,$(B)/%,$(wildcard tests/unit/*_test.c))
FUZZ = $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))

all: $(PROGS:%=$(BIN)/%)

# What a build and the tests need is installed where it is missing.
deps:
	@[ -n "$(NO_DEPS)" ] || sh tools/deps.sh

$(BIN)/%: $(B)/tools/%.o $(LIB)
	@mkdir -p $(BIN)
	$(CC) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS)

$(LIB): $(OBJ)
	rm -f $@ && $(AR) rcs $@ $(OBJ)

$(B)/%.o: %.c | deps
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Word lists become C tables, by a program of the build itself; those of SETS are asked for membership alone.
SETS = english-words
$(B)/gen/%: lib/gen/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -std=c11 -O1 $(WARN) -o $@ $(filter %.c,$^) $(GENLIBS)

$(B)/data/%.c: lib/data/%.tsv $(B)/gen/table
	@mkdir -p $(@D)
	$(B)/gen/table $(if $(filter $*,$(SETS)),-s) $* $< > $@.tmp && mv $@.tmp $@

# The words, phrases and weights of the block classifier are one table.
BLOCKS = $(patsubst %,lib/data/%.tsv,block-words block-phrases language-words block-weights)
$(B)/gen/blocks: lib/normalize/block_model.h lib/normalize/block_words.h lib/normalize/blocks.h
$(B)/data/blocks.c: $(BLOCKS) $(B)/gen/blocks
	@mkdir -p $(@D)
	$(B)/gen/blocks $(BLOCKS) > $@.tmp && mv $@.tmp $@

# The weights of speech are one hash table.
$(B)/gen/weights: lib/quotes/weights.c lib/quotes/model.h lib/quotes/quotes.h
$(B)/data/speech-weights.c: lib/data/speech-weights.tsv $(B)/gen/weights
	@mkdir -p $(@D)
	$(B)/gen/weights $< > $@.tmp && mv $@.tmp $@
$(B)/data/speech-weights.o: lib/quotes/model.h

# The lists of names are one hash table.
NAMES = $(sort $(wildcard lib/data/names/*.tsv)) lib/data/demonyms.tsv
$(B)/gen/gazetteer: GENLIBS = $(LDLIBS)
$(B)/gen/gazetteer: lib/entities/gazetteer_unit.h lib/entities/gazetteer_lists.h | deps
$(B)/data/gazetteer.c: $(NAMES) $(B)/gen/gazetteer
	@mkdir -p $(@D)
	$(B)/gen/gazetteer $(NAMES) > $@.tmp && mv $@.tmp $@
$(B)/data/gazetteer.o: lib/entities/gazetteer.h

# The tagger's model is data of the program.  To learn it anew: make model TRAIN=DIR, with the BIO
# files that lib/data/SOURCES.md names in DIR; DEV="FILE..." scores it and fits probabilities anew.
# The words of the new model are those of the old; lib/data/SOURCES.md says how they were made.
# GUM counts twice.
NEWS = $(sort $(wildcard lib/data/train/news-*.txt))
$(B)/lib/entities/model_builtin.o: lib/data/model.bin
model: $(BIN)/train-entities
	[ -d "$(TRAIN)" ]
	$(BIN)/train-entities -o $(B)/model.bin --lexicon lib/data/model.bin \
	    $(sort $(NAMES:%=--names=%)) --patterns lib/data/train/patterns.txt \
	    $(NEWS:%=--articles=%) \
	    $(if $(DEV),$(DEV:%=--dev=%),--calibration lib/data/train/calibration.tsv) \
	    $(TRAIN)/gum_free.train.bio $(sort $(filter-out %/wnut17.train.bio %/wnut17.dev.bio,$(wildcard $(TRAIN)/*.bio)))
	mv $(B)/model.bin lib/data/model.bin

# For maintainers: build/train-blocks ROWS... > lib/data/block-weights.tsv; -k 10 cross-validates.
train-blocks: $(B)/train-blocks
TRAINB = $(wildcard tests/eval/train-blocks*.c)
$(B)/train-blocks: $(TRAINB) tests/eval/train-blocks.h $(LIB)
	$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(TRAINB) $(LIB) $(LDFLAGS) $(LDLIBS)

# For maintainers: TEXT is a folder of annotated text; quotes-gold.py says in which form.
train-quotes: all $(B)/train-quotes
	[ -d "$(TEXT)" ]
	python3 tests/eval/quotes-gold.py $(B)/quotes $(sort $(wildcard $(TEXT)/*.jsonl))
	$(BIN)/normalize --tsv $(B)/quotes.tsv | $(BIN)/segment --all > $(B)/quotes.rows
	$(B)/train-quotes $(B)/quotes.gold $(B)/quotes.rows > $(B)/speech-weights.tsv
	mv $(B)/speech-weights.tsv lib/data/speech-weights.tsv
TRAINQ = $(wildcard tests/eval/train-quotes*.c lib/quotes/features*.c)
$(B)/train-quotes: $(TRAINQ) tests/eval/train-quotes.h $(LIB)
	$(CC) $(CPPFLAGS) -DBS_Q_NAMED $(CFLAGS) -o $@ $(TRAINQ) $(LIB) $(LDFLAGS) $(LDLIBS)

$(B)/data/%.o: $(B)/data/%.c
	$(CC) $(CPPFLAGS) -std=c11 -O1 -fPIE -c -o $@ $<

# The pipe on the articles that come with the source.
demo: all
	@sh tools/demo.sh $(BIN)

# Tests: golden cases, man pages, command lines, units, fuzz corpora.  prove(1) counts them.
TESTS = tests/golden.sh tests/docs.pl tests/encodings.pl tests/mojibake.pl $(sort $(wildcard tests/cli/*.bats)) $(UNIT)
check: all completions $(UNIT) replay $(B)/fault.so
	BIN='$(CURDIR)/$(BIN)' COMPLETE='$(CURDIR)/$(B)/complete' FAULT='$(CURDIR)/$(B)/fault.so' \
	    prove $(PROVE) --exec 'sh tests/tap.sh' $(TESTS) $(FUZZ:%=$(B)/replay/%)

$(B)/unit/%: tests/unit/%.c $(LIB) | deps
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $< $(LIB) $(LDFLAGS) $(LDLIBS) -lcmocka

# A layer that makes reads and writes fail.
$(B)/fault.so: tests/fault/fault.c
	@mkdir -p $(@D)
	$(CC) -D_POSIX_C_SOURCE=200809L -std=c11 -O1 $(WARN) -shared -fPIC -o $@ $<

replay: $(FUZZ:%=$(B)/replay/%)
$(B)/replay/%: tests/fuzz/%_fuzz.c tests/fuzz/replay.c $(LIB) | deps
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -DCORPUS='"tests/fuzz/corpus/$*"' -o $@ $< tests/fuzz/replay.c $(LIB) $(LDFLAGS) $(LDLIBS)

regold: all
	BIN='$(CURDIR)/$(BIN)' sh tests/golden.sh --regold
	BIN='$(CURDIR)/$(BIN)' perl tests/docs.pl --update

# The same tests with the address and undefined-behaviour sanitizers, beside the normal build,
# and with more seconds (TEST_LIMIT) for what must take linear time.
asan:
	TEST_LIMIT=600 $(MAKE) check B=build/asan BIN=build/asan/bin OPT='-O1 -g' HARDEN=-fPIE \
	    SAN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

# What a sanitizer tells ends the run; a pointer to nothing plus nothing is only told.
SANITIZE = address,undefined -fno-sanitize-recover=all -fsanitize-recover=pointer-overflow
# Sums without a choice in them, where a fuzzer would spend its time on telling of each step.
$(addprefix build/fuzz/lib/,entities/tagger_net.o entities/model.o crc32.o): override SAN = -fsanitize=$(SANITIZE)
# Where each character is compared with dozens, telling of every comparison takes most of the time.
$(patsubst %.c,build/fuzz/%.o,$(wildcard lib/normalize/*.c lib/entities/*.c)) $(addprefix build/fuzz/lib/,table.o utf8.o): \
    override SAN += -fno-sanitize-coverage=trace-cmp

# Fuzz every engine for FUZZ_SECONDS (libFuzzer, clang), on inputs of up to FUZZ_LEN bytes.
FUZZ_SECONDS = 60
FUZZ_LEN = 1024
fuzz:
	$(MAKE) build/fuzz/libbroadsheet.a B=build/fuzz CC=clang OPT='-O1 -g' HARDEN=-fPIE \
	    SAN='-fsanitize=fuzzer-no-link,$(SANITIZE)'
	for f in $(FUZZ); do \
	    clang $(CPPFLAGS) -std=c11 -O1 -g -fsanitize=fuzzer,$(SANITIZE) \
	        -o build/fuzz/$$f \
	        tests/fuzz/$${f}_fuzz.c build/fuzz/libbroadsheet.a $(LDLIBS) && \
	    mkdir -p build/fuzz/corpus/$$f tests/fuzz/corpus/$$f && \
	    build/fuzz/$$f -max_total_time=$(FUZZ_SECONDS) -max_len=$(FUZZ_LEN) -entropic=0 -print_final_stats=1 \
	        build/fuzz/corpus/$$f tests/fuzz/corpus/$$f || exit 1; done

# Ten gigabytes and a million documents through the pipe, in flat memory (SOAK_MB, SOAK_DOCS).
soak: all
	bash tests/soak.sh $(BIN)

bench: all
	@for b in $(filter-out %/common.sh,$(wildcard tests/bench/*.sh)); do sh $$b $(BIN) || exit 1; done

lint:
	clang-format --dry-run --Werror $(SRC) $(GEN) $(wildcard tools/*.c include/*.h include/*/*.h lib/*/*.h tests/*/*.c)
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr --enable=warning,performance,portability \
	    --suppress=missingIncludeSystem -Iinclude -Ilib lib tools
	printf '%s\n' $(filter-out %_table.c,$(SRC)) $(wildcard tools/*.c) | \
	    xargs -P 2 -I {} clang-tidy --quiet {} -- $(CPPFLAGS) -std=c11 2>/dev/null
	mandoc -T lint -W warning man/*.[1-9]
	shellcheck -S warning tools/*.sh tools/*/*.sh tests/*.sh tests/bench/*.sh .ci/*

# Tables out of the Unicode Character Database (Debian: unicode-data) and iconv: committed, so that a
# build needs neither; tables-check tells whether they are what the generators make.
UCD = /usr/share/unicode
BREAKS = $(addprefix $(UCD)/,$(addprefix auxiliary/,WordBreakProperty.txt SentenceBreakProperty.txt) \
         emoji/emoji-data.txt)
tables: $(B)/gen/formtable $(B)/gen/codepage $(B)/gen/uax29
	$(B)/gen/formtable $(UCD)/UnicodeData.txt $(UCD)/DerivedNormalizationProps.txt > lib/normalize/form_table.c
	$(B)/gen/codepage > lib/normalize/codepage_table.c
	$(B)/gen/uax29 $(BREAKS) > lib/segment/uax29_table.c

tables-check: $(B)/gen/formtable $(B)/gen/codepage $(B)/gen/uax29
	$(B)/gen/codepage | cmp - lib/normalize/codepage_table.c
	[ ! -f $(UCD)/UnicodeData.txt ] || $(B)/gen/formtable $(UCD)/UnicodeData.txt \
	    $(UCD)/DerivedNormalizationProps.txt | cmp - lib/normalize/form_table.c
	[ ! -f $(firstword $(BREAKS)) ] || $(B)/gen/uax29 $(BREAKS) | cmp - lib/segment/uax29_table.c

# What shells complete behind each program, from the program's own table of options.
completions: $(PROGS:%=$(B)/complete/%)
$(B)/complete/%: lib/gen/completions.c tools/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -I. $(CFLAGS) -DTOOL='"tools/$*.c"' -o $@ $< $(LIB) $(LDFLAGS) $(LDLIBS)

install: all completions
	umask 022 && mkdir -p $(addprefix $(DESTDIR),$(BINDIR) $(MANDIR)/man1 $(MANDIR)/man5 $(MANDIR)/man7 $(BASHDIR) $(ZSHDIR) $(FISHDIR))
	umask 022 && for p in $(PROGS); do \
	    n=$(PROGPREFIX)$$p && \
	    install -m 755 $(BIN)/$$p $(DESTDIR)$(BINDIR)/$$n && \
	    install -m 644 man/$$p.1 $(DESTDIR)$(MANDIR)/man1/$$n.1 && \
	    $(B)/complete/$$p bash $$n >$(DESTDIR)$(BASHDIR)/$$n && \
	    $(B)/complete/$$p zsh $$n >$(DESTDIR)$(ZSHDIR)/_$$n && \
	    $(B)/complete/$$p fish $$n >$(DESTDIR)$(FISHDIR)/$$n.fish || exit 1; done
	install -m 644 man/*.5 $(DESTDIR)$(MANDIR)/man5
	install -m 644 man/*.7 $(DESTDIR)$(MANDIR)/man7

uninstall:
	for p in $(PROGS); do \
	    n=$(PROGPREFIX)$$p && \
	    rm -f $(DESTDIR)$(BINDIR)/$$n $(DESTDIR)$(MANDIR)/man1/$$n.1 $(DESTDIR)$(BASHDIR)/$$n \
	        $(DESTDIR)$(ZSHDIR)/_$$n $(DESTDIR)$(FISHDIR)/$$n.fish || exit 1; done
	for m in man/*.[57]; do rm -f $(DESTDIR)$(MANDIR)/man$${m##*.}/$${m#man/}; done

# One static binary each, in build/static/bin, for machines without our libraries or any.
static:
	$(MAKE) all B=build/static BIN=build/static/bin PKG_CONFIG='$(PKG_CONFIG) --static' \
	    LDFLAGS='$(LDFLAGS:-pie=-static-pie)'

# For maintainers: the source as it is shipped, the proof that it is whole, that two builds in two
# folders are one, and the Debian package (debhelper, lintian).
dist:
	mkdir -p build
	git archive --prefix=broadsheet-$(VERSION)/ HEAD | gzip -9n >build/broadsheet-$(VERSION).tar.gz

distcheck: dist
	MAKE='$(MAKE)' sh tools/pkg/distcheck.sh build/broadsheet-$(VERSION).tar.gz

reproducible:
	MAKE='$(MAKE)' sh tools/pkg/reproducible.sh

deb: dist
	sh tools/pkg/deb.sh build/broadsheet-$(VERSION).tar.gz

clean:
	rm -rf build bin

-include $(OBJ:.o=.d) $(PROGS:%=$(B)/tools/%.d)

.PHONY: all deps demo model train-blocks train-quotes check replay regold asan fuzz soak bench lint tables \
    tables-check completions install uninstall static dist distcheck reproducible deb clean
.SECONDARY:
