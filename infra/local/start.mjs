// Plain JavaScript on purpose: an old Node has to get as far as the sentence below.
var version = process.versions.node.split('.').map(Number);

if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error('Quarterdeck needs Node 20.19 or newer, and this is Node ' + process.versions.node + ': install a newer one from https://nodejs.org.');
  process.exit(1);
}

// The AWS SDK says at every start that Node 20 is old; it has to be told before it is imported.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

import('tsx/esm/api')
  .then(function (tsx) {
    tsx.register();
    return import('./main.ts');
  })
  .then(function (local) {
    return local.main(process.argv.slice(2));
  })
  .catch(function (error) {
    if (error && error.code === 'ERR_MODULE_NOT_FOUND' && /tsx/.test(error.message)) {
      console.error('The dependencies are not installed. Run "npm ci" first.');
    } else {
      console.error(error);
    }
    process.exit(1);
  });
