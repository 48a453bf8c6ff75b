/** Runs before a test file's imports: the tables are built for PostgreSQL, and its databases are copies of the run's. */
import { inject } from 'vitest'

const { url, template } = inject('postgres')
process.env.DATABASE_URL = url
process.env.QUESITI_TEST_TEMPLATE = template
