# word-cases: count how words are written, from plain text (lib/data/word-cases.tsv).
#
#	LC_ALL=C awk -f lib/gen/word-cases.awk TEXT... > lib/data/word-cases.tsv
#
# A word stands at a start (first of its line, or behind a word of three or more
# lower-case letters and a stop), or in mid-sentence; behind anything doubtful
# (other stops, colons, quotation marks, brackets) it is not counted.
{
	where = "start"
	for (i = 1; i <= NF; i++) {
		w = $i
		doubt = sub(/^["'(\[`*-]+/, "", w)
		gsub(/[\342\200\234\235\230\231]+/, "'", w)
		doubt += sub(/^'+/, "", w)
		core = w
		sub(/[^A-Za-z].*$/, "", core)
		rest = substr(w, length(core) + 1)
		# all capitals say nothing of the word
		if (core != "" && !doubt && where != "" && (length(core) == 1 || core !~ /^[A-Z][A-Z]/) &&
		    rest !~ /^[0-9@.\/_-][A-Za-z0-9]/)
			if (where == "start") {
				if (core ~ /^[A-Z]/)
					start[tolower(core)]++
			} else if (core ~ /^[a-z]+$/)
				low[core]++
			else if (core ~ /^[A-Z]/)
				up[tolower(core)]++
		if (w ~ /[a-z][a-z][a-z][.!?]$/)
			where = "start"
		else if (w ~ /[.!?:)"'\]*-]$/ || w == "")
			where = ""
		else
			where = "mid"
	}
}
END {
	print "# word-cases: how often a word is written small, capitalised in mid-sentence, and at a start."
	print "#"
	print "# Made by lib/gen/word-cases.awk; see SOURCES.md.  It tells whether a capital behind"
	print "# an abbreviation begins a sentence (The) or is the word's own (Smith)."
	print "word\tlower\tupper\tstart"
	for (w in low) all[w]
	for (w in up) all[w]
	for (w in start) all[w]
	for (w in all)
		if (low[w] + up[w] + start[w] >= 4)
			printf "%s\t%d\t%d\t%d\n", w, low[w], up[w], start[w] | "sort"
}
