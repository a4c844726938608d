// peer_compromise: FILE: people, places and organisations of each line, by compromise (npm).
const nlp = require("compromise");
const lines = require("fs").readFileSync(process.argv[2], "utf8").split("\n");
let n = 0;
for (const line of lines) {
  const doc = nlp(line);
  n += doc.people().length + doc.places().length + doc.organizations().length;
}
console.log(n);
