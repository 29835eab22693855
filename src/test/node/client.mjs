// The official client, unchanged, against /v1. Exits 0 if everything it relies on is there.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const baseURL = process.argv[2];
const client = new OpenAI({ baseURL, apiKey: 'placeholder', maxRetries: 0 });
const model = 'belay';
const say = (content) => [{ role: 'user', content }];
const tools = [{
  type: 'function',
  function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
}];

const checks = {
  async 'a chat'() {
    const { data, response } = await client.chat.completions
      .create({ model, messages: say('hello'), temperature: 0.2, user: 'u-1' }).withResponse();
    assert.match(data.choices[0].message.content, /^Hello, wörld! 🧗/);
    assert.equal(data.choices[0].finish_reason, 'stop');
    assert.equal(data.usage.total_tokens, 12);
    assert.equal(data.belay.state, 'SUCCEEDED');
    assert.equal(response.headers.get('belay-run'), data.belay.run);
  },

  async 'a stream'() {
    const stream = await client.chat.completions.create({
      model, messages: say('hello'), stream: true, stream_options: { include_usage: true },
    });
    let text = '';
    let usage = null;
    const ids = new Set();
    for await (const chunk of stream) {
      ids.add(chunk.id);
      text += chunk.choices[0]?.delta?.content ?? '';
      usage = chunk.usage ?? usage;
    }
    assert.match(text, /^Hello, wörld! 🧗 You said: hello$/);
    assert.equal(usage.total_tokens, 12);
    assert.equal(ids.size, 1);
  },

  async 'a round trip of the client\'s own tool'() {
    const messages = say('weather please');
    const first = await client.chat.completions.create({ model, messages, tools });
    const asked = first.choices[0].message;
    assert.equal(first.choices[0].finish_reason, 'tool_calls');
    assert.equal(JSON.parse(asked.tool_calls[0].function.arguments).city, 'Zürich');
    const second = await client.chat.completions.create({
      model, tools, messages: [...messages, asked, { role: 'tool', tool_call_id: asked.tool_calls[0].id, content: 'sunny' }],
    });
    assert.equal(second.choices[0].message.content, 'the tool said: sunny');
  },

  async 'a streamed tool call, put together by the client'() {
    const stream = client.chat.completions.stream({ model, messages: say('weather please'), tools });
    const done = await stream.finalChatCompletion();
    assert.equal(JSON.parse(done.choices[0].message.tool_calls[0].function.arguments).unit, 'celsius');
  },

  async 'error classes'() {
    const create = (content, more = {}) => client.chat.completions.create({ model, messages: say(content), ...more });
    await assert.rejects(create('reject'), OpenAI.BadRequestError);
    await assert.rejects(create('hello', { n: 2 }), (e) => e instanceof OpenAI.BadRequestError && e.param === 'n');
    await assert.rejects(create('hello', { model: 'nope' }),
      (e) => e instanceof OpenAI.NotFoundError && e.code === 'model_not_found');
    await assert.rejects(create('human'), (e) => e instanceof OpenAI.ConflictError && e.code === 'needs_human');
    await assert.rejects(create('fail'), (e) => e instanceof OpenAI.InternalServerError && e.status === 503
      && e.error.belay.guidance.what_to_try.length > 0);
    const wrong = new OpenAI({ baseURL, apiKey: `belay_nobody_${'x'.repeat(32)}`, maxRetries: 0 });
    await assert.rejects(wrong.models.list(), OpenAI.AuthenticationError);
  },

  async 'models'() {
    const ids = [];
    for await (const one of client.models.list()) ids.push(one.id);
    assert.ok(ids.includes('belay') && ids.includes('gpt-small'), ids.join());
    assert.equal((await client.models.retrieve('belay/sequential')).object, 'model');
  },
};

for (const [name, check] of Object.entries(checks)) {
  await check();
  console.log(`ok: ${name}`);
}
