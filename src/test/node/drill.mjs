// Asks a gateway with a published client, unchanged: node drill.mjs openai|ai-sdk http://127.0.0.1:8080/v1
// One question a line on standard input (id, model, headers, stream, text, tools, limit; or id, leave), one line on
// standard output when it is over: what a program that uses this client would have in its hands.
import { createInterface } from 'node:readline';

const { ask, told } = (await import(`./${process.argv[2]}.mjs`)).client(process.argv[3]);
const leaving = new Map();

// Clients write what they cannot read to the console, too.
for (const level of ['log', 'info']) console[level] = console.error;

async function answer(question) {
  const leave = new AbortController();
  leaving.set(question.id, leave);
  const heard = { id: question.id, status: 0, headers: {}, text: '', refusal: '', calls: [], finish: '', model: '' };
  try {
    await ask(question, heard, leave.signal);
  } catch (error) {
    heard.error = told(error);
    // An error that this client has no type for: it could not read what it got, or its connection broke.
    if (heard.error === null) {
      heard.unreadable = `${error?.name}: ${error?.message}`;
    } else {
      heard.status = heard.error.status ?? heard.status;
    }
  }
  leaving.delete(question.id);
  process.stdout.write(`${JSON.stringify(heard)}\n`);
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  if (question.leave) {
    leaving.get(question.id)?.abort();
  } else {
    answer(question);
  }
}
process.exit(0);
