#!/usr/bin/env bats
# Pages of trace --html in a real browser, on a desktop, a telephone and paper.

load common

setup_file() {
	load common
	export D=$BATS_FILE_TMPDIR
	CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "no Chromium"
	export CHROMIUM
	cd "$D" || return 1
	{
		printf 'Harbour talks go on\n\nBy Ann Lee\n\n“We will sign,” said Maria Stoyanova of the Ministry of Transport. '
		printf 'See https://ministry.example/%s for more.\n\n' "$(printf 'long%.0s' $(seq 80))"
		for i in $(seq 40); do printf 'Port workers in Varna said that day %d was “hard”, and <b>wet</b>.\n\n' "$i"; done
	} >talks.txt
	normalize talks.txt | segment | tag-entities | extract-quotes | trace --html >page.html
}

setup() {
	load common
	cd "$D" || return 1
}

browser() {
	timeout 100 "$CHROMIUM" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars \
	    --user-data-dir="$D/profile" --virtual-time-budget=10000 "$@" 2>browser.err || { cat browser.err; return 1; }
}

@test "nothing runs over the edge, lists stand beside or below, links lead to places, notes show" {
	# The page in frames of several widths, scripts off in it; what is measured is printed.
	cat >measure.html <<-EOF
		<!DOCTYPE html><meta charset="utf-8"><pre id="out"></pre><script>
		const page = new TextDecoder().decode(Uint8Array.from(atob("$(base64 -w 0 page.html)"), c => c.charCodeAt(0)));
		for (const width of [1280, 390, 320]) {
			const f = document.createElement("iframe");
			f.sandbox = "allow-same-origin";
			f.width = width; f.height = 800; f.srcdoc = page;
			f.onload = () => {
				const d = f.contentDocument, text = d.querySelector(".page"), nav = d.querySelector("nav");
				const links = [...nav.querySelectorAll("a")], mark = d.querySelector("[tabindex]");
				mark.focus();
				document.querySelector("#out").textContent += [width,
					d.documentElement.scrollWidth <= width ? "fits" : "wide",
					nav.getBoundingClientRect().top >= text.getBoundingClientRect().bottom ? "below" : "beside",
					links.length > 3 && links.every(a => d.querySelector(a.getAttribute("href"))) ? "linked" : "lost",
					f.contentWindow.getComputedStyle(mark, "::after").content.includes(mark.dataset.note) ? "noted" : "mute",
				].join(" ") + "\n";
			};
			document.body.append(f);
		}
		</script>
	EOF
	browser --dump-dom "file://$PWD/measure.html" | sed -n '/<pre/,/<\/pre>/p' | grep -o '[0-9]\{3,\} .*' | sort -n >out
	printf '%s\n' '320 fits below linked noted' '390 fits below linked noted' '1280 fits beside linked noted' >want
	same want out
}

@test "a screenshot and a print are made" {
	browser --screenshot="$PWD/page.png" --window-size=1280,1000 "file://$PWD/page.html"
	[ "$(head -c 4 page.png | tail -c 3)" = PNG ] && [ "$(wc -c <page.png)" -gt 20000 ]
	browser --print-to-pdf="$PWD/page.pdf" "file://$PWD/page.html"
	[ "$(head -c 5 page.pdf)" = '%PDF-' ]
	pages=$(grep -ac '/Type */Page$' page.pdf)
	[ "$pages" -ge 1 ] && [ "$pages" -le 8 ]
}
