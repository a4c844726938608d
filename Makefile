# Broadsheet: make, make check, make demo, make install.  See README.md.

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
PROGPREFIX =

PROGS = $(patsubst tools/%.c,%,$(wildcard tools/*.c))

CC = cc
OPT = -O2 -g
WARN = -Wall -Wextra -Wshadow -Wconversion
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong
PKGS = libutf8proc libpcre2-8
CPPFLAGS = -Iinclude -Ilib -D_POSIX_C_SOURCE=200809L
CFLAGS = -std=c11 $(OPT) $(WARN) $(HARDEN) $(shell pkg-config --cflags $(PKGS)) $(SAN)
LDFLAGS = $(SAN)
LDLIBS = $(shell pkg-config --libs $(PKGS)) -lm

B = build
LIB = $(B)/libbroadsheet.a
SRC = $(wildcard lib/*.c lib/*/*.c)
GEN = $(wildcard lib/gen/*.c)
DATA = $(wildcard lib/data/*.tsv)
OBJ = $(patsubst %.c,$(B)/%.o,$(filter-out $(GEN),$(SRC))) \
      $(patsubst lib/data/%.tsv,$(B)/data/%.o,$(DATA))
UNIT = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*_test.c))
BIN = $(PROGS:%=bin/%)

all: deps $(BIN)

# What a build and the tests need.  Nothing happens where all is there.
deps:
	@[ -n "$(NO_DEPS)" ] || sh tools/deps.sh

bin/%: $(B)/tools/%.o $(LIB)
	@mkdir -p bin
	$(CC) $(LDFLAGS) -o $@ $< $(LIB) $(LDLIBS)

$(LIB): $(OBJ)
	rm -f $@ && $(AR) rcs $@ $(OBJ)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -c -o $@ $<

# Word lists: TSV -> C tables, by a program of the build itself.
$(B)/gen/%: lib/gen/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -std=c11 -O1 $(WARN) -o $@ $<

$(B)/data/%.c: lib/data/%.tsv $(B)/gen/table
	@mkdir -p $(@D)
	$(B)/gen/table $* $< > $@.tmp && mv $@.tmp $@

$(B)/data/%.o: $(B)/data/%.c
	$(CC) $(CPPFLAGS) -std=c11 -O1 -c -o $@ $<

$(B)/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $< $(LIB) $(LDLIBS) -lcmocka

unit: $(UNIT)

clean:
	rm -rf $(B) bin

-include $(OBJ:.o=.d) $(BIN:bin/%=$(B)/tools/%.d)

.PHONY: all deps unit clean
.SECONDARY:
