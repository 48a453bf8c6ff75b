/** Runs cases of the model in a process of its own: reads its plan from its argument, and prints what came of it. */
import { runModel } from './run.ts'

const outcome = await runModel(JSON.parse(process.argv[2] ?? '{}'))
process.stdout.write(JSON.stringify(outcome))
