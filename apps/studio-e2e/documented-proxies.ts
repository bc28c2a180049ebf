/** nginx and Caddy, told what docs/self-hosting.md says, and beside it where they listen and may write, and a certificate. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The name that the documentation has. */
export const HOST = 'atelier.example';

const docs = readFileSync(path.join(import.meta.dirname, '../../docs/self-hosting.md'), 'utf8');

interface Place {
  /** Where its files are. */
  folder: string;
  /** Of the host: empty for its root. */
  base: string;
  /** The studio's port. */
  studio: number;
  /** The port that it listens on itself. */
  listens: number;
}

/** What the documentation gives between its fences for a host's root, or for a path of it. */
function documented(language: string, { base, studio }: Place): string {
  const [root, below] = [...docs.matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);
  const location = /`(location ~ [^`]*)`/.exec(docs)?.[1];
  const text = base === '' ? root : (below ?? (location && root?.replace('location /', location)));
  if (!text) throw new Error(`docs/self-hosting.md does not say how ${language} is told`);
  return text.replaceAll('127.0.0.1:3000', `127.0.0.1:${studio}`);
}

export const proxies: Record<string, (place: Place) => ChildProcess> = {
  nginx(place) {
    const at = (name: string) => path.join(place.folder, name);
    const [certificate, key, config] = [at('certificate.pem'), at('key.pem'), at('nginx.conf')];
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${HOST}`];
    execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
    const writes = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (each) => `${each}_temp_path ${each};`,
    );
    writeFileSync(
      config,
      `pid nginx.pid; error_log stderr; events {}
http {
  access_log off; ${writes.join(' ')}
  server {
    listen 127.0.0.1:${place.listens} ssl; server_name ${HOST}; ssl_certificate ${certificate}; ssl_certificate_key ${key};
${documented('nginx', place)}
  }
}
`,
    );
    return spawn('nginx', ['-p', place.folder, '-c', config, '-g', 'daemon off;'], { stdio: 'inherit' });
  },

  caddy(place) {
    const config = path.join(place.folder, 'Caddyfile');
    const own = `admin off\nlocal_certs\nskip_install_trust\nhttps_port ${place.listens}\nauto_https disable_redirects`;
    writeFileSync(config, `{\n${own}\n}\n${documented('caddyfile', place)}`);
    return spawn('caddy', ['run', '--config', config, '--adapter', 'caddyfile'], {
      stdio: 'ignore',
      env: { ...process.env, HOME: place.folder, XDG_DATA_HOME: place.folder, XDG_CONFIG_HOME: place.folder },
    });
  },
};
