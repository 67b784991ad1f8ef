export const HELP = `npm run simulate -- [options]

Lives orders under a policy before a shop turns it on: the real rules and steps on a database of its own, a clock that runs ahead, and
buyers who follow a documented model. Prints the reports of GET /v1/reports, and what buyers would notice. Nothing is sent to anybody.

  --policy FILE      the policy: a partial document, as PUT /v1/policies takes it; or "default" (the default)
  --against FILE     another one, or "default": both for the same buyers and orders, with differences and their 95 % intervals
  --orders WHICH     synthetic (the default), or recorded: past orders of the database of "npm start", or of DATABASE_URL, read only
  --count N          how many orders at most (500)
  --days N           over how many days they come (7)
  --from DAY         the first day, YYYY-MM-DD (synthetic: 2026-03-02; recorded: so many days before the newest order)
  --seed N           another seed is another chance; the same seed is the same output, byte for byte (1)
  --shop NAME        the shop's name; recorded: whose orders (default)
  --time-zone ZONE   the shop's, such as Asia/Shanghai; the policy's if left out
  --buyers FILE      other numbers for the buyers' model: a partial document over dev/simulate/buyers/model.json
  --show-buyers      print what is assumed of buyers, each number with its reason
  --json             print everything as JSON
  --help             this

Progress goes to stderr, results to stdout. It ends with 1 where the database at the end breaks a rule of "npm run check".
What the model assumes, and what it can't tell: docs/simulate.md.`;
