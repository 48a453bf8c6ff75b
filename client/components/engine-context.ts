/** Hands the engine to pages: one for the whole application, made where the browser starts. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { must } from '../../server/domain/assert.ts'
import type { Engine } from '../state/engine.ts'

export const EngineContext = createContext<Engine | undefined>(undefined)

export const useEngine = (): Engine =>
  must(useContext(EngineContext), 'a page is inside the engine’s context')
