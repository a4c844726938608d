// ICU4C's own UTF-8 normaliser over a file, as a peer of normalize --plain --no-repair:
//	peer_icu nfc|nfd|nfkc|nfkd FILE
// One window of the file at a time, cut at a line end, as a program would use it.
#include <cstdio>
#include <cstring>
#include <string>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unistd.h>
#include <fcntl.h>
#include <vector>

int
main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	UErrorCode e = U_ZERO_ERROR;
	bool compat = argv[1][2] == 'k', compose = argv[1][strlen(argv[1]) - 1] == 'c';
	const icu::Normalizer2 *n = icu::Normalizer2::getInstance(nullptr, compat ? "nfkc" : "nfc",
	    compose ? UNORM2_COMPOSE : UNORM2_DECOMPOSE, e);
	int fd = open(argv[2], O_RDONLY);
	if (U_FAILURE(e) || fd < 0)
		return 2;
	std::vector<char> buf(1 << 20);
	size_t have = 0;
	std::string out;
	for (;;) {
		ssize_t k = read(fd, buf.data() + have, buf.size() - have);
		if (k < 0)
			return 2;
		have += static_cast<size_t>(k);
		size_t end = have;
		if (k > 0)
			while (end > 0 && buf[end - 1] != '\n')
				end--;
		if (end == 0 && k > 0) {
			buf.resize(buf.size() * 2);
			continue;
		}
		out.clear();
		icu::StringByteSink<std::string> sink(&out);
		n->normalizeUTF8(0, icu::StringPiece(buf.data(), static_cast<int32_t>(end)), sink, nullptr, e);
		if (U_FAILURE(e) || write(1, out.data(), out.size()) != static_cast<ssize_t>(out.size()))
			return 2;
		memmove(buf.data(), buf.data() + end, have - end);
		have -= end;
		if (k == 0)
			return 0;
	}
}
