// Plain JavaScript of 2019, and nothing imported before the check: an old Node has to get as far as the sentence below.
const [major, minor] = process.versions.node.split('.').map(Number);

const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};

if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `Quarterdeck needs Node 20.19 or newer, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
}

// The AWS SDK says at every start that Node 20 is old; it has to be told not to before it is imported.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

import('../bundled.mjs')
  .then((bundled) => bundled.importBundled('infra/local/main.ts'))
  .then((local) => local.main(process.argv.slice(2)))
  .catch((error) =>
    error.code === 'ERR_MODULE_NOT_FOUND' && !/'\.{0,2}\//.test(error.message)
      ? fail(`The dependencies are not installed. Run "npm ci" first. (${error.message})`)
      : fail(error.stack || String(error)),
  );
