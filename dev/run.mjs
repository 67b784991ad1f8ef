// The one entry of every npm script: node dev/run.mjs <command> [arguments]. No dependencies; what can run on an old Node is only
// this file, so it is written for one: it says what is wrong instead of failing to parse.

const OLDEST_NODE = 20;

function fail(sentence) {
  process.stderr.write(sentence + '\n');
  process.exitCode = 1;
}

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(
    'Holdfast needs Node ' +
      OLDEST_NODE +
      ' or newer to start from, and this is ' +
      process.version +
      ': install a newer Node and try again.',
  );
} else {
  import('./setup/command.mjs').then(
    (command) => command.runCommand(process.argv.slice(2)).catch((error) => fail(command.sentence(error))),
    (error) => fail('Holdfast could not start: ' + error.message),
  );
}
