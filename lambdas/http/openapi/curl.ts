import type { DocumentedOperation } from './document.ts';
import { formTypes } from './operation.ts';

/** Text between single quotes in a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const headersOf = ({ security, requestBody }: DocumentedOperation): string[] => {
  const [type] = Object.keys(requestBody?.content ?? {});
  return [
    ...(security.length > 0 ? ['-H "Authorization: Bearer $QUARTERDECK_KEY"'] : []),
    ...(type === undefined ? [] : [`-H ${quoted(`Content-Type: ${type}`)}`]),
  ];
};

const written = (type: string, example: unknown): string =>
  formTypes.includes(type)
    ? new URLSearchParams(Object.entries(example as Readonly<Record<string, string>>)).toString()
    : JSON.stringify(example, null, 2);

/** A request that can be pasted into a shell that knows `QUARTERDECK_URL` and `QUARTERDECK_KEY`. */
export const curlOf = (method: string, path: string, operation: DocumentedOperation): string => {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const example = operation.parameters.find(
      (parameter) => parameter.in === 'path' && parameter.name === name,
    )?.example;
    return example ?? whole;
  });
  const [[type, body] = ['', undefined] as const] = Object.entries(operation.requestBody?.content ?? {});
  const verb = method === 'get' || (method === 'post' && body) ? '' : `-X ${method.toUpperCase()} `;
  const data = body?.example === undefined ? [] : [`-d ${quoted(written(type, body.example))}`];
  return [`curl ${verb}"$QUARTERDECK_URL${filled}"`, ...headersOf(operation), ...data].join(' \\\n  ');
};
