#!/usr/bin/perl
# proof.pl ROWS: that every row follows from the bytes of its source, worked out independently of
# the programs: spans lie in the file; outside the edits of its map the text of a block or sentence
# is the source's bytes; a row inside a sentence is a piece of its text, at the source bytes that the
# map gives for it; blocks hold all that is not white space; documents are complete.
use strict;
use warnings;

my (%src, %size, @lie, $doc, $sent, @cover, $blocks, $n);

sub lie { push @lie, "$ARGV:$.: $_[0]" }

sub unescape {
	my ($s) = @_;
	$s =~ s{\\([tnr\\"#])}{$1 eq 't' ? "\t" : $1 eq 'n' ? "\n" : $1 eq 'r' ? "\r" : $1}ge;
	return $s;
}

sub source {
	my ($name) = @_;
	return $src{$name} //= do {
		local $/;
		open my $f, '<:raw', $name or die "$name: $!\n";
		<$f>;
	};
}

# The map as [T, S, N, source offset], folded entries unfolded; walks text and source side by side.
sub walk {
	my ($map, $text, $bytes, $what) = @_;
	my ($t, $s, @e) = (0, 0);
	$map =~ s/^=[^,]*,?//;
	for (grep { $_ ne '.' && $_ ne '' } split /,/, $map) {
		/^(\d+):(\d+)>(\d+)(?:x(\d+))?$/ or return lie("$what: no map: $map");
		my ($T, $S, $N, $k) = ($1, $2, $3, $4 // 1);
		for (1 .. $k) {
			my $gap = $T - $t;
			return lie("$what: T falls in $map") if $gap < 0;
			lie("$what: bytes differ outside the edits before $T")
			    if substr($text, $t, $gap) ne substr($bytes, $s, $gap);
			push @e, [$T, $S, $N, $s + $gap];
			($t, $s, $T) = ($T + $N, $s + $gap + $S, $T + $N);
		}
	}
	lie("$what: text and source differ behind the last edit") if substr($text, $t) ne substr($bytes, $s);
	return \@e;
}

sub to_source {    # source offset of text offset $t as the start (or stop) of a span
	my ($e, $t, $stop) = @_;
	my $shift = 0;
	for my $x (@$e) {
		my ($T, $S, $N, $src) = @$x;
		if ($stop ? $T >= $t : $T > $t || ($T == $t && $N > 0)) { last }
		if ($T < $t && $t < $T + $N) { return $stop ? $src + $S : $src }
		$shift = $src + $S - ($T + $N);
	}
	return $t + $shift;
}

sub complete {
	return unless defined $doc;
	my $bytes = source($doc);
	substr($bytes, $_->[0], $_->[1] - $_->[0]) = ' ' x ($_->[1] - $_->[0]) for @cover;
	# what a repair may delete: white space, marks of order, tags and controls
	$bytes =~ s/\xef\xbb\xbf|\xc2\xa0|\xc2\xad|\xe2\x80[\x8b-\x8f]|<[^<>]*>|[\x00-\x20\x7f]//g;
	lie("$doc: not in any block: " . substr($bytes, 0, 60)) if length $bytes;
}

while (<>) {
	next if /^#/;
	chomp;
	my ($d, $start, $stop, $kind, $addr, $class, $key, $info, $why, $text) = split /\t/, $_, -1;
	$n++;
	if (!defined $doc || $d ne $doc) {
		complete();
		($doc, $blocks, $sent, @cover) = ($d, 0, undef);
	}
	my $bytes = source($d);
	lie("$kind: span outside the source") if $stop > length $bytes || $start > $stop;
	my $piece = substr $bytes, $start, $stop - $start;
	my $plain = unescape($text);
	if ($kind eq 'block' || $kind eq 'sent') {
		my $e = walk($info, $plain, $piece, $kind);
		$sent = {start => $start, stop => $stop, text => $plain, map => $e, addr => $addr} if $kind eq 'sent';
		if ($kind eq 'block') {
			lie("block number $addr, not " . ($blocks + 1)) if $addr != ++$blocks;
			push @cover, [$start, $stop];
		}
	} elsif ($kind eq 'token' || $kind eq 'entity') {
		my ($at, $ok) = (-1, 0);
		lie("$kind: addr $addr is not its sentence's") if !$sent || $addr ne $sent->{addr};
		while (!$ok && $sent && ($at = index $sent->{text}, $plain, $at + 1) >= 0) {
			$ok = $sent->{start} + to_source($sent->{map}, $at, 0) == $start
			    && $sent->{start} + to_source($sent->{map}, $at + length $plain, 1) == $stop;
		}
		lie("$kind: '$plain' is not at $start-$stop") unless $ok;
	} elsif ($kind eq 'end') {
		lie("end: key $key, but $blocks blocks") if $key != $blocks;
		lie("end: not at the end of the source") if $start != length $bytes || $stop != $start;
	}
}
complete();
print "$_\n" for @lie[0 .. ($#lie < 19 ? $#lie : 19)];
printf "%d rows, %d lies\n", $n // 0, scalar @lie;
exit(@lie || !$n ? 1 : 0);
