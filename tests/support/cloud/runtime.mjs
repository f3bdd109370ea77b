// Stands where Lambda's own runtime stands: loads one function, then calls it with one event after another, and tells
// what it answered. Errors are told in the words of the runtime.

import { pathToFileURL } from 'node:url';

const [file, name] = process.argv.slice(2);

const told = ({ name: errorType, message: errorMessage, stack }) => ({
  errorType,
  errorMessage,
  trace: stack.split('\n'),
});

const load = async () => {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    process.stderr.write(`${JSON.stringify(told(error))}\n`);
    process.exit(1);
  }
};
const { handler } = await load();

const contextOf = (awsRequestId) => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
  memoryLimitInMB: '1024',
  awsRequestId,
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: '2026/11/02/[$LATEST]58419525dade4d17a495dceeeed44708',
  getRemainingTimeInMillis: () => 10_000,
});

process.on('message', async ({ id, event }) => {
  try {
    process.send({ id, result: await handler(event, contextOf(id)) });
  } catch (error) {
    process.send({ id, failure: told(error) });
  }
});
process.send({ id: 'loaded' });
