/**
 * Shows who uses the app, and where. The claims are not verified: they are good for showing, never for deciding.
 *
 * @param {Pick<import('ap-context-fetch').ContextClient, 'getClaims'>} client one for Connect or for Forge
 * @param {Element} place
 */
export async function showWho(client, place) {
  try {
    const { sub, context } = await client.getClaims()
    place.textContent = `${context?.jira?.issue?.key ?? 'No issue'}, ${sub ?? 'nobody is logged in'}`
  } catch {
    place.textContent = 'Not known yet' // The list below says why there is no token.
  }
}
