// peer_polars: FILE TASK: the same counts by Polars (npm: nodejs-polars; POLARS_MAX_THREADS).
const pl = require("nodejs-polars");
const fs = require("fs");
const [file, task] = process.argv.slice(2);
const group = { many: ["column_7"], two: ["column_6", "column_7"], docs: ["column_7"], few: ["column_6"] }[task];
const what = [pl.col("column_2").count().alias("n")];
if (task === "docs") what.push(pl.col("column_1").nUnique().alias("d"));
const df = pl.scanCSV(file, { hasHeader: false, sep: "\t", quoteChar: "\x01" })
  .groupBy(group).agg(...what).sort({ by: "n", descending: true }).collectSync();
fs.writeFileSync("/dev/null", df.writeCSV({ includeHeader: false, sep: "\t" }));
