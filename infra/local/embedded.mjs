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
const insert = ([, table, members], values) => {
  const Item = Object.fromEntries(namesIn(members, /'(\w+)': \?/g).map((name, place) => [name, values[place]]));
  return {
    action: putItem,
    data: { TableName: table, Item, Expected: { pk: { Exists: false } } },
    taken: 'DuplicateItem',
  };
};

/** `UPDATE "table" SET a=? SET b=? WHERE pk=? AND sk=? AND v=?`: fails where that does not hold. */
const change = ([, table, sets, conditions], values) => {
  const changed = namesIn(sets, /SET (\w+)=\?/g);
  const expected = namesIn(conditions, /(\w+)=\?/g).map((name, place) => [name, values[changed.length + place]]);
  return {
    action: updateItem,
    data: {
      TableName: table,
      Key: Object.fromEntries(expected.filter(([name]) => keys.includes(name))),
      AttributeUpdates: Object.fromEntries(
        changed.map((name, place) => [name, { Action: 'PUT', Value: values[place] }]),
      ),
      Expected: Object.fromEntries(
        expected.filter(([name]) => !keys.includes(name)).map(([name, value]) => [name, { Value: value }]),
      ),
    },
    taken: 'ConditionalCheckFailed',
  };
};

const planOf = ({ Statement, Parameters = [] }) => {
  const inserted = insertion.exec(Statement);
  if (inserted) return insert(inserted, Parameters);
  const updated = update.exec(Statement);
  return updated ? change(updated, Parameters) : undefined;
};

const codeOf = (error, taken) =>
  String(error.body?.__type ?? error).endsWith('ConditionalCheckFailedException') ? taken : 'ValidationError';

/** What DynamoDB answers for one statement, and what it consumed. */
const run = (store, statement) =>
  new Promise((resolve) => {
    const plan = planOf(statement);
    const failed = (Code, Message) => resolve({ response: { Error: { Code, Message } } });
    if (!plan) return failed('ValidationError', `Not a statement that is known here: ${statement.Statement}`);
    const { action, data, taken } = plan;
    action(store, { ...data, ReturnConsumedCapacity: 'TOTAL' }, (error, answer) => {
      if (error) failed(codeOf(error, taken), error.body?.message ?? String(error));
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
  const results = await Promise.all(Statements.map((statement) => run(store, statement)));
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
