#!/usr/bin/env perl
# Known texts (tests/examples/languages.tsv) in every encoding that normalize finds out, 100 bytes to
# 10 kB: is the decoded text right?  Several names can be the same bytes: the text is scored, not the
# name.  TAP; -v says what was taken for what; --peer COMMAND scores, of the same files, a program
# that prints "FILE: ENCODING" lines.
use strict;
use warnings;
use utf8;
use Encode qw(encode decode find_encoding);
use File::Basename;
use File::Temp qw(tempdir);
use Unicode::Normalize;

my $bin = $ENV{BIN} || dirname($0) . '/../bin';
my $verbose = grep { $_ eq '-v' } @ARGV;
my ($peer) = @ARGV && $ARGV[0] eq '--peer' ? $ARGV[1] : ();
my $needed = 95;
binmode STDOUT, ':utf8';

my $west = 'cp1252 iso-8859-1 iso-8859-15 MacRoman';
my $middle = 'cp1250 iso-8859-2';
my $cyrillic = 'cp1251 iso-8859-5';
my $baltic = 'cp1257';
my $wide = 'UTF-16LE UTF-16BE UTF-32LE UTF-32BE UTF-16';
my %of = (
	(map { $_ => $west } qw(en fr de es pt it nl sv da fi)),
	(map { $_ => $middle } qw(pl cs sk hu ro hr)),
	ru => "$cyrillic koi8-r", uk => "$cyrillic koi8-u", bg => $cyrillic, sr => $cyrillic,
	el => 'cp1253 iso-8859-7', tr => 'cp1254 iso-8859-9', he => 'cp1255', ar => 'cp1256',
	lt => $baltic, lv => $baltic, et => $baltic, vi => 'cp1258',
	'zh-Hans' => 'gb18030', 'zh-Hant' => 'big5-eten', ja => 'shiftjis euc-jp', ko => 'euc-kr');
# Encode has no GB18030; these texts are of its part that is EUC-CN
my %encoder = (gb18030 => 'euc-cn');

# What a text becomes where the encoding lacks a character.
my %poor = ("\x{2013}" => '-', "\x{2014}" => '-', "\x{2019}" => "'", "\x{2018}" => "'", "\x{20ac}" => 'EUR',
	"\x{219}" => "\x{15f}", "\x{21b}" => "\x{163}", "\x{218}" => "\x{15e}", "\x{21a}" => "\x{162}",
	map { $_ => '"' } split //, "\x{201c}\x{201d}\x{201e}\x{ab}\x{bb}");
sub encoded {
	my ($text, $enc) = @_;
	my $e = find_encoding($encoder{$enc} || $enc) or die "$enc\n";
	if ($enc eq 'cp1258') { # tones are marks of their own, the other marks are not
		$text = NFC($text);
		$text =~ s{(.)}{my $d = NFD($1); my ($tone) = $d =~ /([\x{300}\x{301}\x{303}\x{309}\x{323}])/;
			$tone ? ($d =~ s/$tone//r =~ s/(.+)/NFC($1)/er) . $tone : $1}ge;
	}
	my $out = '';
	for my $c (split //, $text) {
		my $b = eval { $e->encode(my $copy = $c, Encode::FB_CROAK) };
		$b = $e->encode($poor{$c} // return) unless defined $b;
		$out .= $b;
	}
	return ("\xff\xfe" . encode('UTF-16LE', $text), $text) if $enc eq 'UTF-16';
	return ($out, decode($encoder{$enc} || $enc, my $c = $out));
}

my %text;
open my $in, '<:utf8', dirname($0) . '/examples/languages.tsv' or die "$!\n";
while (<$in>) {
	chomp;
	my ($lang, $s) = split /\t/;
	push @{$text{$lang}}, "$s\n" unless /^#/;
}

my $dir = tempdir(CLEANUP => 1);
my (@file, @want, @what);
for my $lang (sort keys %text) {
	my @s = @{$text{$lang}};
	my @piece = (@s, $s[0] . $s[1], $s[2] . $s[3], $s[4] . $s[5], join('', @s), join('', @s) x 4, join('', @s) x 12);
	for my $enc (split ' ', "$of{$lang} $wide") {
		for my $i (0 .. $#piece) {
			my ($bytes, $want) = encoded($piece[$i], $enc);
			next if !defined $bytes || $bytes !~ /[^\x00-\x7f]/;
			push @file, sprintf '%s/%s-%s-%02d', $dir, $lang, $enc, $i;
			push @want, NFC($want);
			push @what, "$lang $enc " . length $bytes;
			open my $f, '>:raw', $file[-1] or die "$!\n";
			print $f $bytes;
			close $f;
		}
	}
}

my @got;
if ($peer) {
	my @name = split /\n/, `$peer @file 2>/dev/null`;
	for my $i (0 .. $#file) {
		my ($name) = $name[$i] =~ /: (\S+)/;
		my $e = $name && find_encoding($name =~ s/^gb18030$|^gb2312$/gbk/ir =~ s/^big5$/big5-eten/ir =~ s/^UHC$/cp949/r);
		open my $f, '<:raw', $file[$i];
		local $/;
		my $bytes = <$f>;
		push @got, $e ? NFC($e->decode($bytes)) : '';
		$got[-1] =~ s/^\x{feff}//;
	}
} else {
	open my $p, '-|:utf8', "$bin/normalize", qw(--plain --no-repair), @file or die "$!\n";
	local $/;
	@got = split /^\f\n/m, <$p>;
}
s/^\x{feff}// for @want;
my ($right, %of_pair) = 0;
for my $i (0 .. $#file) {
	my $ok = ($got[$i] // '') eq $want[$i];
	$right += $ok;
	my ($pair) = $what[$i] =~ /(.*) /;
	push @{$of_pair{$pair}}, $what[$i] =~ /(\d+)$/ unless $ok;
}
my $percent = 100 * $right / @file;
if ($verbose || $peer) {
	print "# wrong: $_ (bytes: @{$of_pair{$_}})\n" for sort keys %of_pair;
}
printf "%s 1 - %d of %d texts right: %.1f%%\n", $percent >= $needed || $peer ? 'ok' : 'not ok', $right, scalar @file, $percent;
print "1..1\n";
