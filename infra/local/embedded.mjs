// Dynalite, and the one operation of DynamoDB that is used here and that it lacks: writes in batches, each under a condition
// of its own. It runs the two statements of that kind that there are on Dynalite's own actions, on its own store.
import dynalite from 'dynalite';
import putItem from 'dynalite/actions/putItem.js';
import updateItem from 'dynalite/actions/updateItem.js';
import db from 'dynalite/db/index.js';

const operation = 'DynamoDB_20120810.BatchExecuteStatement';
const insertion = /^INSERT INTO "([^"]+)" VALUE \{(.+)\}$/;
const update = /^UPDATE "([^"]+)" (SET .+) WHERE (.+)$/;
const keys = ['pk', 'sk'];
const mostStatements = 25;

const namesIn = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

/** A server on a store that can be reached: Dynalite keeps it to itself. */
const serverAndStore = (options) => {
  const { create } = db;
  let store;
  db.create = (given) => {
    store = create(given);
    return store;
  };
  try {
    return { server: dynalite(options), store };
  } finally {
    db.create = create;
  }
};

/** `INSERT INTO "table" VALUE {'pk': ?, …}`: fails where there is such an item. */
const insert = ([, table, members]) => {
  const names = namesIn(members, /'(\w+)': \?/g);
  return {
    action: putItem,
    taken: 'DuplicateItem',
    dataOf: (values) => ({
      TableName: table,
      Item: Object.fromEntries(names.map((name, place) => [name, values[place]])),
      Expected: { pk: { Exists: false } },
    }),
  };
};

/** `UPDATE "table" SET a=? SET b=? WHERE pk=? AND sk=? AND v=?`: fails where that does not hold. */
const change = ([, table, sets, conditions]) => {
  const changed = namesIn(sets, /SET (\w+)=\?/g);
  const expected = namesIn(conditions, /(\w+)=\?/g);
  return {
    action: updateItem,
    taken: 'ConditionalCheckFailed',
    dataOf(values) {
      const given = expected.map((name, place) => [name, values[changed.length + place]]);
      return {
        TableName: table,
        Key: Object.fromEntries(given.filter(([name]) => keys.includes(name))),
        AttributeUpdates: Object.fromEntries(
          changed.map((name, place) => [name, { Action: 'PUT', Value: values[place] }]),
        ),
        Expected: Object.fromEntries(
          given.filter(([name]) => !keys.includes(name)).map(([name, value]) => [name, { Value: value }]),
        ),
      };
    },
  };
};

const planOf = (statement) => {
  const inserted = insertion.exec(statement);
  if (inserted) return insert(inserted);
  const updated = update.exec(statement);
  return updated ? change(updated) : undefined;
};

/** By their text: there are as many as there are kinds of items. */
const plans = new Map();
const planFor = (statement) => {
  if (!plans.has(statement)) plans.set(statement, planOf(statement));
  return plans.get(statement);
};

const codeOf = (error, taken) =>
  String(error.body?.__type ?? error).endsWith('ConditionalCheckFailedException') ? taken : 'ValidationError';

/** What DynamoDB answers for one statement, and what it consumed where that was asked. */
const run = (store, { Statement, Parameters = [] }, ReturnConsumedCapacity) =>
  new Promise((resolve) => {
    const plan = planFor(Statement);
    const failed = (Code, Message) => resolve({ response: { Error: { Code, Message } } });
    if (!plan) return failed('ValidationError', `Not a statement that is known here: ${Statement}`);
    const data = { ...plan.dataOf(Parameters), ReturnConsumedCapacity };
    plan.action(store, data, (error, answer) => {
      if (error) failed(codeOf(error, plan.taken), error.body?.message ?? String(error));
      else resolve({ response: { TableName: data.TableName }, capacity: answer.ConsumedCapacity });
    });
  });

/** Units of a batch by table. */
const consumed = (results) => {
  const units = new Map();
  for (const { capacity } of results)
    if (capacity) units.set(capacity.TableName, (units.get(capacity.TableName) ?? 0) + capacity.CapacityUnits);
  return [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits }));
};

const execute = async (store, request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { Statements, ReturnConsumedCapacity } = JSON.parse(Buffer.concat(chunks).toString());
  if (Statements.length > mostStatements) {
    const message = `Member must have length less than or equal to ${mostStatements}`;
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
    return response.end(JSON.stringify({ __type: 'com.amazon.coral.validate#ValidationException', message }));
  }
  const results = await Promise.all(Statements.map((statement) => run(store, statement, ReturnConsumedCapacity)));
  const answer = {
    Responses: results.map((result) => result.response),
    ...(ReturnConsumedCapacity === 'TOTAL' && { ConsumedCapacity: consumed(results) }),
  };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
};

/** A server as `dynalite` makes it, with `BatchExecuteStatement`. */
export const createEmbedded = (options) => {
  const { server, store } = serverAndStore(options);
  const [handle] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (request.headers['x-amz-target'] !== operation) return handle(request, response);
    execute(store, request, response).catch((error) => {
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(
        JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: error.message }),
      );
    });
  });
  return server;
};
