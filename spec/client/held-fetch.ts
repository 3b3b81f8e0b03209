import { holdToContract } from '../lib/server/contract.ts';

/** `fetch` whose answers are held to the contract, but for streams, which do not end. */
export async function heldFetch(request: Request): Promise<Response> {
  const response = await fetch(request);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return response;
  const text = await response.clone().text();
  holdToContract({
    method: request.method,
    path: request.url.slice(new URL(request.url).origin.length),
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: type.includes('json') ? JSON.parse(text) : text,
  });
  return response;
}
