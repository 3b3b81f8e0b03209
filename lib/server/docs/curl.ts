import { type Listed, type OpenApiDocument, type Parameter, resolve } from './document.ts';
import { sampleOf } from './sample.ts';

const HERE = 'http://127.0.0.1:3000';

/** The command that asks it: with what is required, and an API key where one may be needed. */
export function curlOf(document: OpenApiDocument, { method, path, operation, parameters }: Listed): string {
  const { security = document.security ?? [], requestBody, responses = {} } = operation;
  const given = parameters.map((parameter) => resolve(document, parameter));
  const server = (document.servers?.[0]?.url ?? '').replace(/\/$/, '');
  const url = URL.canParse(server) ? server : HERE + server;
  const content = requestBody && resolve(document, requestBody).content;
  const [[media, body] = []] = Object.entries(content ?? {});
  const streams = Object.values(responses).some(
    (answer) => resolve(document, answer).content?.['text/event-stream'] !== undefined,
  );
  const schemes = document.components?.securitySchemes ?? {};
  const needsKey = security.some((way) =>
    Object.keys(way).some((scheme) => schemes[scheme]?.type === 'http'),
  );
  const flags = [
    streams ? '-sN' : '-s',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(needsKey ? ['-H "Authorization: Bearer $CONNECT_TRACKER_KEY"'] : []),
    ...(media === undefined ? [] : [`-H ${quoted(`Content-Type: ${media}`)}`]),
    ...(body === undefined ? [] : [`-d ${quoted(JSON.stringify(sampleOf(document, body)))}`]),
  ];
  return ['curl', ...flags, quoted(url + filled(document, path, given))].join(' ');
}

function filled(document: OpenApiDocument, path: string, parameters: readonly Parameter[]): string {
  const value = ({ example: given, schema }: Parameter) => {
    const example = given ?? (schema && resolve(document, schema).examples?.[0]);
    return example === undefined ? undefined : encodeURIComponent(String(example));
  };
  const named = path.replace(/\{([^{}]+)\}/g, (whole, name) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return (parameter && value(parameter)) ?? whole;
  });
  const query = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map((one) => `${one.name}=${value(one) ?? '…'}`);
  return query.length === 0 ? named : `${named}?${query.join('&')}`;
}

/** As one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
