// OpenSSH's sshd on this computer, for whoever runs the scenarios, with one key that lets in.
import { execFile, spawn } from 'node:child_process';
import { access, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './desk-start.mjs';

const PROGRAM = '/usr/sbin/sshd';

const listens = port => new Promise(done => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
  socket.on('error', () => done(false));
});

// Starts a server with its files in `folder`; null without sshd, which fails with CI=true.
export async function startSshd(folder) {
  if (await access(PROGRAM).then(() => false, () => true)) {
    if (process.env.CI === 'true') throw new Error(`missing: ${PROGRAM}`);
    console.error(`skipped, because this is missing: ${PROGRAM}`);
    return null;
  }
  await mkdir(folder);
  const at = name => join(folder, name);
  for (const name of ['host', 'key']) await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  await copyFile(at('key.pub'), at('allowed'));
  const port = await freePort();
  const lines = [
    `Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at('host')}`, `AuthorizedKeysFile ${at('allowed')}`, 'StrictModes no',
    'PidFile none', 'UseDNS no', 'UsePAM no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'Subsystem sftp internal-sftp',
  ];
  await writeFile(at('config'), `${lines.join('\n')}\n`);
  if (process.getuid() === 0) await mkdir('/run/sshd', { recursive: true });
  const child = spawn(PROGRAM, ['-D', '-e', '-f', at('config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said = [];
  child.stderr.on('data', data => said.push(data));
  for (let tries = 0; !await listens(port); tries += 1) {
    if (tries > 250 || child.exitCode !== null) throw new Error(`sshd does not start: ${Buffer.concat(said)}`);
    await new Promise(done => { setTimeout(done, 20); });
  }
  return { port, user: userInfo().username, key: at('key'), host: at('host.pub'), stop: () => child.kill() };
}
