import type { ServerResponse } from 'node:http';

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: object, status = 200): void {
  sendText(response, 'application/json', JSON.stringify(body), status);
}

/** Answers with text of a media type. */
export function sendText(response: ServerResponse, mediaType: string, text: string, status = 200): void {
  response.writeHead(status, {
    'content-type': `${mediaType}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
