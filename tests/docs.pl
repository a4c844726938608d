#!/usr/bin/perl
# The man pages and the README tell the truth, as TAP: every example runs as printed, every option of
# --help is on the program's page and the other way round, mandoc finds no fault.
#
# An example is a `.Bd -literal` block (in the README a ```console block) whose first line starts with
# "$ ": lines with "$ " are commands (one that ends in a backslash goes on), the others are what they
# print, to the letter; a last line `...` means that more follows.  The examples of a page run one
# after the other in a copy of tests/examples.
#
# An example that needs a program which is not here (@foreign) is skipped, and named.
#
# docs.pl --update writes what the programs print now into the pages (look at git diff then).
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename;
use File::Temp qw(tempdir);

# What examples may need that the tests do not, by the word that calls it.
my @foreign = qw(bedtools dot duckdb jq mlr Rscript sqlite3);
my %absent = map { $_ => 1 } grep { my $p = $_; !grep { -x "$_/$p" } split /:/, $ENV{PATH} } @foreign;

my $top = abs_path(dirname($0) . '/..');
my $bin = $ENV{BIN} // "$top/bin";
my $update = @ARGV && $ARGV[0] eq '--update';
my $n = 0;
$ENV{PATH} = "$bin:$ENV{PATH}";
$ENV{LC_ALL} = 'C';

sub report {
	my ($ok, $name, @why) = @_;
	$n++;
	print $ok ? "ok $n - $name\n" : "not ok $n - $name\n";
	print map { "# $_\n" } map { split /\n/ } @why unless $ok;
}

sub slurp { my ($f) = @_; local $/; open my $h, '<:raw', $f or die "$f: $!\n"; my $s = <$h>; return $s }

my %roff = ('e' => '\\', '(aq' => "'", '(dq' => '"', '(ga' => '`', '(ha' => '^', '(ti' => '~', '-' => '-', '&' => '');

sub from_mdoc { my ($s) = @_; $s =~ s/\\(\([a-z]{2}|[-e&])/$roff{$1} \/\/ $&/ge; return $s }

sub to_mdoc {
	my ($s) = @_;
	$s =~ s/\\/\\e/g;
	$s =~ s/'/\\(aq/g;
	$s =~ s/`/\\(ga/g;
	$s =~ s/\^/\\(ha/g;
	$s =~ s/~/\\(ti/g;
	$s =~ s/^(?=[.])/\\&/;
	return $s;
}

sub run {
	my ($dir, $cmd) = @_;
	open my $h, '-|', 'sh', '-c', 'cd "$1" && sh -c "$2" 2>&1 </dev/null', 'sh', $dir, $cmd or die;
	my @out = <$h>;
	close $h;
	chomp @out;
	die "killed: $cmd\n" if $? & 127 || $? >> 8 > 127; # a crash is no example
	return @out;
}

# The page's lines with its examples run: each [command, lines wanted, lines got], and the page as it
# should be.
sub examples {
	my ($page) = @_;
	my $mdoc = $page !~ /\.md$/;
	my ($open, $close) = $mdoc ? (qr/^\.Bd -literal/, qr/^\.Ed/) : (qr/^```console/, qr/^```$/);
	my $work = tempdir(CLEANUP => 1);
	system('cp', '-r', "$top/tests/examples/.", $work) == 0 or die;
	my @lines = split /\n/, slurp($page), -1;
	my (@out, @case);
	while (@lines) {
		my $l = shift @lines;
		push @out, $l;
		next unless $l =~ $open && @lines && $lines[0] =~ /^\$ /;
		while (@lines && $lines[0] !~ $close) {
			my (@cmd, @want);
			do { push @cmd, shift @lines; push @out, $cmd[-1] } while ($cmd[-1] =~ ($mdoc ? qr/\\e?$/ : qr/\\$/));
			push @want, shift @lines while @lines && $lines[0] !~ $close && $lines[0] !~ /^\$ /;
			my $cmd = join "\n", map { $mdoc ? from_mdoc($_) : $_ } @cmd;
			$cmd =~ s/^\$ //;
			my ($lack) = grep { $absent{$_} } $cmd =~ /(?:^|[|;] ?)(\w+)/g;
			if ($lack) {
				push @out, @want;
				push @case, [$cmd, [], [], $lack];
				next;
			}
			my $more = @want && $want[-1] eq '...';
			my @got = run($work, $cmd);
			splice @got, @want - 1 if $more && @got > @want - 1;
			my @shown = (map({ $mdoc ? to_mdoc($_) : $_ } @got), $more ? '...' : ());
			push @out, $update ? @shown : @want;
			push @case, [$cmd, [map { $mdoc ? from_mdoc($_) : $_ } @want], [@got, $more ? '...' : ()]];
		}
	}
	return (\@case, join "\n", @out);
}

sub options {
	my ($page, $tool) = @_;
	my (%help, %page);
	for (split /\n/, `"$bin/$tool" --help`) {
		next unless /^ +-/;
		$help{$1} = 1 while /(?:^ +|, )(--?[A-Za-z][-a-z0-9]*)/g;
	}
	my $text = `mandoc -T ascii "$page"`;
	$text =~ s/.\x08//g;
	my ($section) = $text =~ /^OPTIONS\n(.*?)^[A-Z]/ms or return;
	for (split /\n/, $section) {
		next unless /^ {5}-/;
		$page{$1} = 1 while /(?:^ +|, )(--?[A-Za-z][-a-z0-9]*)/g;
	}
	my @odd = ((map { "not on the page: $_" } grep { !$page{$_} } sort keys %help),
		(map { "not in --help: $_" } grep { !$help{$_} } sort keys %page));
	report(!@odd, "$tool: options as in --help", @odd);
}

for my $page (glob("$top/man/*.[1-9]"), "$top/README.md") {
	my $name = basename($page);
	if ($name ne 'README.md') {
		my $lint = `mandoc -T lint -W warning "$page" 2>&1`;
		report($lint eq '', "$name: mandoc -T lint", $lint);
	}
	my ($cases, $text) = examples($page);
	for my $c (@$cases) {
		my ($cmd, $want, $got, $lack) = @$c;
		if ($lack) {
			$n++;
			print "ok $n - $name: no $lack here # skip\n";
			next;
		}
		my $ok = join("\n", @$want) eq join("\n", @$got);
		report($ok || $update, "$name: " . substr($cmd, 0, 70) =~ s/\n.*//sr, "wanted:", @$want, "got:", @$got);
	}
	if ($update && $text ne slurp($page)) {
		open my $h, '>:raw', $page or die "$page: $!\n";
		print $h $text;
		close $h or die;
	}
	(my $tool = $name) =~ s/\.1$// or next;
	options($page, $tool) if -x "$bin/$tool";
}
print "1..$n\n";
