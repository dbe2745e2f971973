import { type Settings, settingsFromHere } from '../config.ts'
import { type Check, lineOf } from '../doctor/check.ts'
import { examine } from '../doctor/doctor.ts'
import { myChat } from '../doctor/my-chat.ts'
import { tryAlerts } from '../doctor/try-alerts.ts'
import { operatorCommand } from '../operations/command.ts'
import { Refusal } from '../operations/refusal.ts'

/**
 * `npm run doctor`: one line a check, ok, warn or fail, and what to do. Changes nothing and may run beside the server. Exit
 * code 1 where a check failed. `--test-alert` sends a test by each way of telling operators, and
 * `--my-chat` shows what to set as ALERT_ZALO_BOT_CHAT.
 */
await operatorCommand(async () => {
  const settings = settingsFromHere()
  const say = (check: Check) => console.log(lineOf(check))
  const checks = await asked(settings, say)
  const failed = checks.filter(({ state }) => state === 'fail').length
  const warned = checks.filter(({ state }) => state === 'warn').length
  console.log(failed + warned === 0 ? 'All is well.' : `${failed} to mend now, ${warned} to look at.`)
  if (failed > 0) process.exitCode = 1
})

async function asked(settings: Settings, say: (check: Check) => void): Promise<Check[]> {
  const [option] = process.argv.slice(2)
  if (option === undefined) return examine(settings, say)
  const work = { '--test-alert': tryAlerts, '--my-chat': myChat }[option]
  if (!work) throw new Refusal('npm run doctor, or with -- --test-alert or -- --my-chat')
  const checks = await work(settings)
  checks.forEach(say)
  return checks
}
