/*
 * The model compiled in: bytes of lib/data/model.bin, in the read-only data of
 * the program, so that all its processes share one copy.  The path is
 * relative to the root of the source, where make runs.
 */
#include "entities/model.h"

__asm__(".pushsection .rodata\n"
	".balign 64\n"
	".globl bs_model_bytes\n"
	"bs_model_bytes:\n"
	".incbin \"lib/data/model.bin\"\n"
	".globl bs_model_bytes_end\n"
	"bs_model_bytes_end:\n"
	".byte 0\n"
	".popsection\n");

extern const char bs_model_bytes[], bs_model_bytes_end[];

struct bs_span
bs_model_builtin(void)
{
	/* cppcheck-suppress comparePointers; two ends of one object */
	return bs_span(bs_model_bytes, (size_t)(bs_model_bytes_end - bs_model_bytes));
}
