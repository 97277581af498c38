// Ask IG in a council's own Azure: a Container App in a private network, PostgreSQL that only it can reach, and the
// Azure Bot with its Teams channel. The bot proves who it is with a managed identity, so that there is no secret of
// the bot to keep or to renew.
//
//   az group create --name askig --location uksouth
//   az deployment group create --resource-group askig --template-file deploy/azure/main.bicep \
//       --parameters image=registry.example/askig:0.1.0 databasePassword=… linkSecret=…
//
// The output `appId` goes into the Teams app package (deploy/teams/package.py).

targetScope = 'resourceGroup'

@description('Prefix of every name. Lower-case letters and digits.')
@minLength(3)
@maxLength(16)
param name string = 'askig'

@description('Where everything runs. Personal data stays there.')
param location string = resourceGroup().location

@description('The container image with its registry and tag.')
param image string

@description('The Azure Container Registry that holds the image (name.azurecr.io), empty for a public image. Give the identity the role AcrPull on it first.')
param registryServer string = ''

@description('Password of the database administrator. Letters and digits, at least 16.')
@secure()
@minLength(16)
param databasePassword string

@description('Signs the links to letters. At least 32 characters, drawn at random; a new one ends the links that are out.')
@secure()
@minLength(32)
param linkSecret string

@description('How many replicas run at least. Two survive the loss of one.')
@minValue(1)
@maxValue(10)
param replicas int = 2

@description('Days for which the database can be put back to an earlier moment.')
@minValue(7)
@maxValue(35)
param backupDays int = 14

@description('Where Azure keeps what the Azure Bot resource itself holds (no messages): global or westeurope.')
@allowed(['global', 'westeurope'])
param botLocation string = 'global'

var unique = '${name}-${uniqueString(resourceGroup().id)}'
var databaseName = 'askig'
var administrator = 'askig'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/24'] }
    subnets: [
      {
        name: 'bot'
        properties: {
          addressPrefix: '10.40.0.0/26'
          delegations: [
            { name: 'bot', properties: { serviceName: 'Microsoft.App/environments' } }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.40.0.64/28'
          delegations: [
            { name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }
          ]
        }
      }
    ]
  }

  resource botSubnet 'subnets' existing = { name: 'bot' }
  resource databaseSubnet 'subnets' existing = { name: 'database' }
}

resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'network'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: unique
  location: location
  sku: { name: 'Standard_B2s', tier: 'Burstable' }
  properties: {
    version: '16'
    administratorLogin: administrator
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: backupDays, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
    network: {
      delegatedSubnetResourceId: network::databaseSubnet.id
      privateDnsZoneArmResourceId: databaseZone.id
    }
  }
  dependsOn: [databaseZone::link]

  resource database 'databases' = {
    name: databaseName
    properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    vnetConfiguration: { infrastructureSubnetId: network::botSubnet.id, internal: false }
    workloadProfiles: [
      { name: 'Consumption', workloadProfileType: 'Consumption' }
    ]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource bot 'Microsoft.App/containerApps@2024-03-01' = {
  name: '${name}-bot'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    managedEnvironmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: 3978
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: identity.id }]
      secrets: [
        {
          name: 'database-url'
          value: 'postgresql://${administrator}:${databasePassword}@${server.properties.fullyQualifiedDomainName}:5432/${databaseName}?sslmode=require'
        }
        { name: 'link-secret', value: linkSecret }
      ]
    }
    template: {
      scale: { minReplicas: replicas, maxReplicas: replicas }
      containers: [
        {
          name: 'bot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'ASKIG_APP_TYPE', value: 'UserAssignedMSI' }
            { name: 'ASKIG_APP_ID', value: identity.properties.clientId }
            { name: 'ASKIG_TENANT_ID', value: tenant().tenantId }
            { name: 'ASKIG_DATABASE_URL', secretRef: 'database-url' }
            { name: 'ASKIG_LINK_SECRET', secretRef: 'link-secret' }
            { name: 'ASKIG_PUBLIC_ADDRESS', value: 'https://${name}-bot.${environment.properties.defaultDomain}' }
          ]
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 5, failureThreshold: 24 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 30 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 10 }
          ]
        }
      ]
    }
  }
  dependsOn: [server::database]
}

resource registration 'Microsoft.BotService/botServices@2022-09-15' = {
  name: unique
  location: botLocation
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Ask IG'
    description: 'The information governance team in Teams'
    endpoint: 'https://${bot.properties.configuration.ingress.fqdn}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: botLocation
    properties: {
      channelName: 'MsTeamsChannel'
      properties: { isEnabled: true }
    }
  }
}

@description('For the Teams app package.')
output appId string = identity.properties.clientId

@description('Where Teams sends messages.')
output endpoint string = registration.properties.endpoint
