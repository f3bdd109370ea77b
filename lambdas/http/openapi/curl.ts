import type { DocumentedOperation } from './document.ts';

/** Text between single quotes in a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const headersOf = ({ security, requestBody }: DocumentedOperation): string[] => {
  const [type] = Object.keys(requestBody?.content ?? {});
  return [
    ...(security.length > 0 ? ['-H "Authorization: Bearer $QUARTERDECK_KEY"'] : []),
    ...(type === undefined ? [] : [`-H ${quoted(`Content-Type: ${type}`)}`]),
  ];
};

/** A request that can be pasted into a shell that knows `QUARTERDECK_URL` and `QUARTERDECK_KEY`. */
export const curlOf = (method: string, path: string, operation: DocumentedOperation): string => {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const example = operation.parameters.find(
      (parameter) => parameter.in === 'path' && parameter.name === name,
    )?.example;
    return example ?? whole;
  });
  const [body] = Object.values(operation.requestBody?.content ?? {});
  const verb = method === 'get' || (method === 'post' && body) ? '' : `-X ${method.toUpperCase()} `;
  const data =
    body?.example === undefined
      ? []
      : [`-d ${quoted(typeof body.example === 'string' ? body.example : JSON.stringify(body.example, null, 2))}`];
  return [`curl ${verb}"$QUARTERDECK_URL${filled}"`, ...headersOf(operation), ...data].join(' \\\n  ');
};
