// A client without a browser: forms over plain HTTP, with cookies, and redirections only when asked to follow them.

export class Client {
  #cookies = new Map();

  constructor(url) {
    this.url = url;
  }

  /** A second window of the same browser. */
  twin() {
    const twin = new Client(this.url);
    twin.#cookies = new Map(this.#cookies);
    return twin;
  }

  async send(path, { method = "GET", body, headers = {} } = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(this.url + path, { method, body, redirect: "manual", headers: { ...headers, ...(cookie && { cookie }) } });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(";")[0].split(/=(.*)/s);
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, location: answer.headers.get("location"), headers: answer.headers, bytes, text: plain(bytes.toString()), html: bytes.toString() };
  }

  get(path) {
    return this.send(path);
  }

  /** Sends a form, from the page `from` if it matters which. */
  post(path, fields = {}, { from } = {}) {
    return this.send(path, { method: "POST", body: new URLSearchParams(fields), headers: from ? { referer: this.url + from } : {} });
  }

  /** Sends a file, with other fields before it. */
  upload(path, field, name, bytes, fields = {}) {
    const form = new FormData();
    for (const [other, value] of Object.entries(fields)) form.append(other, value);
    form.append(field, new Blob([bytes]), name);
    return this.send(path, { method: "POST", body: form });
  }
}

/** The words of a page. */
function plain(html) {
  const signs = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#x2f;": "/", "&amp;": "&" };
  const bare = html.replace(/<(script|style)[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, " ");
  return bare.replace(/&[#\w]+;/g, (sign) => signs[sign] ?? sign).replace(/[\s\u2068\u2069]+/g, " ");
}
