/** Contexts as Dataverse sends them, built of what happened. */

const contracts = 'http://schemas.microsoft.com/xrm/2011/Contracts';

export const organization = '9d3f6a10-55c2-4e8b-9f31-7a0c2be4d511';
export const dealId = '1f0a7c3e-9b52-4d18-a6e4-3c5d80f2b901';
export const owner = '7c2e91d4-08fb-4a37-8d65-b19f4e30a802';
export const accountId = 'a41b5de7-62c9-4f03-91ba-5e7d08c6f203';
export const contactId = 'c85f0912-3dae-47b6-8e20-f6a9d1574b04';

/** When the rows of these tests are created, epoch milliseconds. */
export const created = Date.parse('2026-09-21T14:00:00Z');
/** So many minutes after the creation, epoch milliseconds. */
export const at = (minutes: number): number => created + minutes * 60_000;

export const date = (instant: number, offset = ''): string => `/Date(${instant}${offset})/`;
export const money = (Value: number) => ({ __type: `Money:${contracts}`, Value });
export const choice = (Value: number) => ({ __type: `OptionSetValue:${contracts}`, Value });
export const lookup = (LogicalName: string, Id: string) => ({
  __type: `EntityReference:${contracts}`,
  Id,
  KeyAttributes: [],
  LogicalName,
  Name: null,
  RowVersion: null,
});

export type Columns = Readonly<Record<string, unknown>>;

const pairs = (of: Columns) => Object.entries(of).map(([key, value]) => ({ key, value }));

export const entity = (LogicalName: string, columns: Columns, change: Columns = {}) => ({
  __type: `Entity:${contracts}`,
  Attributes: pairs(columns),
  EntityState: null,
  FormattedValues: [],
  Id: dealId,
  KeyAttributes: [],
  LogicalName,
  RelatedEntities: [],
  RowVersion: null,
  ...change,
});

export interface Operation {
  readonly message?: string;
  readonly table?: string;
  readonly id?: string;
  /** Epoch milliseconds of the job. */
  readonly at?: number;
  /** Columns of the target; absent where there is none. */
  readonly target?: Columns;
  readonly parameters?: Columns;
  readonly post?: Columns;
  readonly pre?: Columns;
  /** The row's version after the operation. */
  readonly version?: string;
  /** Members of the context itself. */
  readonly change?: Columns;
}

/** The context of an operation as an object, before it is written. */
export const contextWith = ({
  message = 'Update',
  table = 'opportunity',
  id = dealId,
  at: job = created,
  target,
  parameters = {},
  post,
  pre,
  version,
  change = {},
}: Operation) => ({
  BusinessUnitId: 'd1527e6f-4a90-4c3b-b8f7-20e6c9a13d05',
  CorrelationId: 'e60d9b28-7f14-45ac-9c0e-8b3a57d2f406',
  Depth: 1,
  InitiatingUserId: owner,
  InputParameters: pairs({ ...(target && { Target: entity(table, target, { Id: id }) }), ...parameters }),
  IsolationMode: 1,
  MessageName: message,
  Mode: 1,
  OperationCreatedOn: date(job),
  OperationId: 'f29e4c81-05b7-4d6a-8a13-c7d0e9b25f07',
  OrganizationId: organization,
  OrganizationName: 'quarterdeck',
  OutputParameters: [],
  ParentContext: null,
  PostEntityImages: pairs(post ? { whole: entity(table, post, { Id: id, RowVersion: version ?? null }) } : {}),
  PreEntityImages: pairs(pre ? { former: entity(table, pre, { Id: id }) } : {}),
  PrimaryEntityId: id,
  PrimaryEntityName: table,
  SecondaryEntityName: 'none',
  SharedVariables: [],
  Stage: 40,
  UserId: owner,
  ...change,
});

/** As it goes over the wire: with slashes escaped. */
export const written = (context: unknown): string => JSON.stringify(context).replaceAll('/', '\\/');

export const operation = (of: Operation): string => written(contextWith(of));

/** An update of the deal so many minutes after its creation. */
export const update = (minutes: number, columns: Columns, change: Operation = {}): string =>
  operation({ target: { ...columns, modifiedon: date(at(minutes)) }, at: at(minutes) + 1000, ...change });
