// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

// oidc-provider in the role of Google's OAuth servers, and channels.list for its access tokens.
import http from 'node:http';
import { Provider, interactionPolicy } from 'oidc-provider';

const SCOPES = ['openid', 'email', 'profile', 'https://www.googleapis.com/auth/yt-analytics.readonly',
  'https://www.googleapis.com/auth/yt-analytics-monetary.readonly', 'https://www.googleapis.com/auth/youtube.readonly'];

export const CLIENT = { client_id: 'interop.apps.googleusercontent.com', client_secret: 'interop-client-secret' };

/** Starts the provider; `channel(account)` returns the id and title of an account's channel. */
export async function start(channel) {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  // The product accepts only Google's issuer.
  const provider = new Provider('https://accounts.google.com', {
    clients: [{
      ...CLIENT,
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    }],
    scopes: SCOPES,
    findAccount: (ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { policy, url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: async () => true,
    routes: { authorization: '/o/oauth2/auth', token: '/token', jwks: '/oauth2/v3/certs' },
    cookies: { keys: ['interop'] },
    ttl: { AuthorizationCode: 600, AccessToken: 3600, IdToken: 3600, RefreshToken: 86400, Interaction: 600, Session: 600, Grant: 86400 },
  });
  const oauth = provider.callback();
  // The command keeps connections open for longer than Node's default of five seconds.
  const server = http.createServer({ keepAliveTimeout: 120_000 }, async (req, res) => {
    const url = new URL(req.url, 'http://127.0.0.1');
    if (url.pathname.startsWith('/interaction/')) {
      return decide(provider, req, res);
    }
    if (url.pathname === '/youtube/v3/channels') {
      const token = await provider.AccessToken.find((req.headers.authorization ?? '').replace('Bearer ', ''));
      res.writeHead(token ? 200 : 401, { 'Content-Type': 'application/json' });
      const item = token && channel(token.accountId);
      return res.end(JSON.stringify(token
        ? { kind: 'youtube#channelListResponse', items: [{ id: item.id, snippet: { title: item.title } }] }
        : { error: { code: 401, message: 'Invalid Credentials', errors: [{ reason: 'authError' }] } }));
    }
    return oauth(req, res);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { root: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** The person's decision, which the headers of the request name. */
async function decide(provider, req, res) {
  const { params } = await provider.interactionDetails(req, res);
  if (req.headers['x-decision'] === 'deny') {
    return provider.interactionFinished(req, res, { error: 'access_denied' }, { mergeWithLastSubmission: false });
  }
  const accountId = req.headers['x-account'];
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(req, res,
    { login: { accountId }, select_account: {}, consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: false });
}

/** Opens a link as a browser does, and returns the address that it cannot open in the end. */
export async function consent(link, account, decision) {
  const cookies = new Map();
  let address = link;
  for (let step = 0; step < 10; step += 1) {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: {
        'x-account': account,
        'x-decision': decision,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) {
      throw new Error(`${response.status} at ${address}: ${await response.text()}`);
    }
    address = new URL(location, address).toString();
    if (!address.startsWith(new URL(link).origin)) {
      return address;
    }
  }
  throw new Error(`too many redirects from ${link}`);
}
