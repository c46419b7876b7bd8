import { type App, Stack } from 'aws-cdk-lib';
import { AttributeType, StreamViewType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { constructId } from '../construct-id.ts';
import { houseTable } from '../constructs/house-table.ts';
import { tokenPool } from '../constructs/token-pool.ts';
import { type ProjectionName, projections } from '../projections.ts';
import type { Settings, TokenIssuer } from '../settings.ts';

/** What must survive every release: the log, the views, the bus that agencies hang their own rules on, and their credentials. */
export class DataStack extends Stack {
  readonly events: Table;
  readonly views: Readonly<Record<ProjectionName, Table>>;
  readonly bus: EventBus;
  readonly issuer: TokenIssuer;

  constructor(app: App, settings: Settings) {
    super(app, `motcua-${settings.stage}-data`, {
      description: `Motcua ${settings.stage}: event log, views and bus`,
      terminationProtection: settings.protectData,
    });
    this.events = houseTable(
      this,
      'Events',
      settings,
      { partition: 'request', sort: { name: 'version', type: AttributeType.NUMBER } },
      { stream: StreamViewType.NEW_IMAGE },
    );
    this.views = Object.fromEntries(projections.map((name) => [name, this.viewOf(name, settings)])) as Record<
      ProjectionName,
      Table
    >;
    this.bus = new EventBus(this, 'Bus', { eventBusName: `motcua-${settings.stage}` });
    this.issuer = settings.issuer ?? tokenPool(this, settings);
  }

  private viewOf(projection: ProjectionName, settings: Settings): Table {
    return houseTable(
      this,
      constructId(projection, 'view'),
      settings,
      { partition: 'pk', sort: { name: 'sk', type: AttributeType.STRING } },
      { timeToLiveAttribute: 'expires' },
    );
  }
}
