// The AI SDK with its provider for OpenAI-compatible servers. It answers with its own objects, so what else a server
// says (`belay`) is taken from the raw events that it hands out beside them.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText, jsonSchema, streamText, tool } from 'ai';

const WIRE = { 'tool-calls': 'tool_calls', 'content-filter': 'content_filter' };

export function client(baseURL) {
  const provider = createOpenAICompatible({ name: 'belay', baseURL, apiKey: 'none', includeUsage: true });

  async function ask(question, heard, signal) {
    const asked = {
      model: provider(question.model),
      prompt: question.text,
      headers: question.headers,
      maxRetries: 0,
      abortSignal: signal,
      ...(question.limit && { maxOutputTokens: question.limit }),
      ...(question.tools && { tools: offered(question.tools) }),
    };
    if (question.stream) {
      await streamed(streamText({ ...asked, includeRawChunks: true, onError: () => {} }), heard);
    } else {
      const result = await generateText(asked);
      heard.text = result.text;
      result.toolCalls.forEach((call) => called(call, heard));
      ended(result.finishReason, result.usage, result.response, heard);
      heard.belay = result.response.body.belay;
    }
  }

  function offered(tools) {
    return Object.fromEntries(tools.map(({ function: { name, description, parameters } }) =>
      [name, tool({ description, inputSchema: jsonSchema(parameters) })]));
  }

  async function streamed(result, heard) {
    for await (const part of result.fullStream) {
      switch (part.type) {
        case 'text-delta': heard.text += part.text; break;
        case 'tool-call': called(part, heard); break;
        case 'raw': said(part.rawValue, heard); break;
        case 'error': throw part.error;
        case 'finish-step': ended(part.finishReason, part.usage, part.response, heard); break;
      }
    }
  }

  function said(event, heard) {
    heard.status = 200;
    heard.belay = event?.belay ?? event?.error?.belay ?? heard.belay;
  }

  function called(call, heard) {
    if (call.invalid) throw call.error;
    heard.calls.push(`${call.toolName}(${JSON.stringify(call.input)})`);
  }

  function ended(finish, usage, response, heard) {
    heard.status = 200;
    heard.finish = WIRE[finish] ?? finish;
    heard.model = response.modelId;
    heard.headers = response.headers;
    heard.usage = usage.outputTokens === undefined ? undefined : {
      prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens, total_tokens: usage.totalTokens,
    };
  }

  // An error of HTTP is an APICallError; an error event is handed on as the object that came.
  function told(error) {
    if (APICallError.isInstance(error) && error.data?.error) {
      const { error: body } = JSON.parse(error.responseBody);
      return { status: error.statusCode, code: body.code, message: error.message, belay: body.belay };
    }
    return error instanceof Error || !error?.message ? null : error;
  }

  return { ask, told };
}
