// peer_duckdb: FILE TASK THREADS: the same counts by DuckDB (npm: @duckdb/node-api).
const { DuckDBInstance } = require("@duckdb/node-api");
const [file, task, threads] = process.argv.slice(2);
const names = ["doc", "b", "e", "kind", "addr", "class", "key", "info", "why", "text"];
const select = {
  many: "count(*) n, key", two: "count(*) n, class, key",
  docs: "count(*) n, count(distinct doc) d, key", few: "count(*) n, class",
}[task];
const group = { many: "key", two: "class, key", docs: "key", few: "class" }[task];
(async () => {
  const db = await DuckDBInstance.create(":memory:");
  const c = await db.connect();
  await c.run(`SET threads=${threads || 1}`);
  const columns = names.map((n) => `'${n}': 'VARCHAR'`).join(", ");
  await c.run(`COPY (SELECT ${select} FROM read_csv('${file}', delim='\t', header=false, quote='',
    escape='', auto_detect=false, columns={${columns}}) GROUP BY ${group} ORDER BY n DESC, ${group})
    TO '/dev/null' (DELIMITER '\t', HEADER false)`);
})();
