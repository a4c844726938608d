/* broadsheet.h: every public header. */
#ifndef BROADSHEET_H
#define BROADSHEET_H

#include "broadsheet/aligned.h"
#include "broadsheet/cli.h"
#include "broadsheet/copyhash.h"
#include "broadsheet/crc32.h"
#include "broadsheet/date.h"
#include "broadsheet/doc.h"
#include "broadsheet/editmap.h"
#include "broadsheet/entity.h"
#include "broadsheet/err.h"
#include "broadsheet/fixes.h"
#include "broadsheet/idset.h"
#include "broadsheet/mem.h"
#include "broadsheet/pattern.h"
#include "broadsheet/quotes.h"
#include "broadsheet/reader.h"
#include "broadsheet/record.h"
#include "broadsheet/sentence.h"
#include "broadsheet/span.h"
#include "broadsheet/stream.h"
#include "broadsheet/strmap.h"
#include "broadsheet/table.h"
#include "broadsheet/token.h"
#include "broadsheet/utf8.h"
#include "broadsheet/variant.h"
#include "broadsheet/writer.h"

#endif
