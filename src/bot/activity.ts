/**
 * The only door to Bot Framework's types. The SDK is out of support since 2025-12-31; whatever replaces it
 * (same Activity schema) replaces it here.
 */
export {
  type Activity,
  ActivityHandler,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  type Middleware,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder'
