import { Agent, type OutgoingHttpHeaders, request } from 'node:http';

export interface Asked {
  readonly status: number;
  readonly etag: string;
  readonly body: string;
}

export interface HttpClient {
  get(path: string, headers?: OutgoingHttpHeaders): Promise<Asked>;
  post(path: string, body: string): Promise<Asked>;
  close(): void;
}

/** A client that keeps its connections open. */
export function createHttpClient(url: string, connections = 16): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (method: string, path: string, headers: OutgoingHttpHeaders, body?: string) =>
    new Promise<Asked>((resolve, reject) => {
      const sent = request(new URL(path, url), { method, headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, etag: headers.etag ?? '', body: Buffer.concat(chunks).toString() });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    get: (path, headers = {}) => send('GET', path, headers),
    post: (path, body) => send('POST', path, { 'content-type': 'application/json' }, body),
    close: () => agent.destroy(),
  };
}
