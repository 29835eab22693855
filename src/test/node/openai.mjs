// The official client. Streams are read piece by piece: its own assembly would hide an end that is missing.
import OpenAI from 'openai';

export function client(baseURL) {
  const openai = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 });

  async function ask(question, heard, signal) {
    const body = {
      model: question.model,
      messages: [{ role: 'user', content: question.text }],
      stream: question.stream,
      ...(question.stream && { stream_options: { include_usage: true } }),
      ...(question.limit && { max_tokens: question.limit }),
      ...(question.tools && { tools: question.tools }),
    };
    const { data, response } = await openai.chat.completions
      .create(body, { headers: question.headers, signal }).withResponse();
    heard.status = response.status;
    heard.headers = Object.fromEntries(response.headers);
    if (question.stream) {
      await streamed(data, heard);
    } else {
      whole(data, heard);
    }
  }

  function whole(completion, heard) {
    const { message, finish_reason: finish } = completion.choices[0];
    heard.text = message.content ?? '';
    heard.refusal = message.refusal ?? '';
    heard.calls = (message.tool_calls ?? []).map((call) => `${call.function.name}(${call.function.arguments})`);
    heard.finish = finish;
    about(completion, heard);
  }

  async function streamed(stream, heard) {
    const calls = [];
    for await (const chunk of stream) {
      about(chunk, heard);
      for (const { delta, finish_reason: finish } of chunk.choices) {
        heard.text += delta.content ?? '';
        heard.refusal += delta.refusal ?? '';
        heard.finish = finish ?? heard.finish;
        for (const piece of delta.tool_calls ?? []) {
          calls[piece.index] ??= { name: '', args: '' };
          calls[piece.index].name += piece.function.name ?? '';
          calls[piece.index].args += piece.function.arguments ?? '';
        }
      }
    }
    heard.calls = calls.map((call) => `${call.name}(${call.args})`);
  }

  function about(one, heard) {
    heard.model = one.model;
    heard.usage = one.usage ?? heard.usage;
    heard.belay = one.belay ?? heard.belay;
  }

  function told(error) {
    return error instanceof OpenAI.APIError && !(error instanceof OpenAI.APIConnectionError)
      ? { status: error.status, code: error.code, message: error.error?.message ?? error.message, belay: error.error?.belay }
      : null;
  }

  return { ask, told };
}
