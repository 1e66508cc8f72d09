/** Every command there is. Adding one is its file and its line here. */
import type { ListedCommand } from "./command.ts";

export const commands: readonly ListedCommand[] = [
  {
    name: "start",
    summary: "Serve hub, sandbox and files in one process, ready to click",
    load: async () => (await import("./commands/start.ts")).start,
  },
  { name: "hub", summary: "Serve the hub alone", load: async () => (await import("./commands/hub.ts")).hub },
  {
    name: "sandbox",
    summary: "Serve the sandbox alone",
    load: async () => (await import("./commands/sandbox.ts")).sandbox,
  },
  {
    name: "files",
    summary: "Serve the file server alone",
    load: async () => (await import("./commands/files.ts")).files,
  },
  {
    name: "files user create",
    summary: "Make an account of the file server",
    load: async () => (await import("./commands/files-user-create.ts")).filesUserCreate,
  },
  {
    name: "files user list",
    summary: "List the accounts of the file server",
    load: async () => (await import("./commands/files-user-list.ts")).filesUserList,
  },
  {
    name: "files user password",
    summary: "Give an account of the file server a new password",
    load: async () => (await import("./commands/files-user-password.ts")).filesUserPassword,
  },
  {
    name: "files platform add",
    summary: "Set up a sign-in platform of the file server",
    load: async () => (await import("./commands/files-platform-add.ts")).filesPlatformAdd,
  },
  {
    name: "files platform list",
    summary: "List the sign-in platforms of the file server",
    load: async () => (await import("./commands/files-platform-list.ts")).filesPlatformList,
  },
  {
    name: "files platform remove",
    summary: "Take a sign-in platform of the file server away",
    load: async () => (await import("./commands/files-platform-remove.ts")).filesPlatformRemove,
  },
  {
    name: "admin create",
    summary: "Make an administrator",
    load: async () => (await import("./commands/admin-create.ts")).adminCreate,
  },
  {
    name: "user list",
    summary: "List the people of the hub, searched and narrowed",
    load: async () => (await import("./commands/user-list.ts")).userList,
  },
  {
    name: "user show",
    summary: "Show one person",
    load: async () => (await import("./commands/user-show.ts")).userShow,
  },
  {
    name: "user create",
    summary: "Make an account",
    load: async () => (await import("./commands/user-create.ts")).userCreate,
  },
  {
    name: "user update",
    summary: "Change, disable or enable an account, and what opens it",
    load: async () => (await import("./commands/user-update.ts")).userUpdate,
  },
  {
    name: "user sessions",
    summary: "Show where somebody is signed in; end one",
    load: async () => (await import("./commands/user-sessions.ts")).userSessions,
  },
  {
    name: "user grants",
    summary: "Show what applications hold for somebody; take one back",
    load: async () => (await import("./commands/user-grants.ts")).userGrants,
  },
  {
    name: "user identities",
    summary: "Show who somebody is at sign-in providers; unlink one",
    load: async () => (await import("./commands/user-identities.ts")).userIdentities,
  },
  {
    name: "user invite",
    summary: "Send people a letter by which they choose a password",
    load: async () => (await import("./commands/user-invite.ts")).userInvite,
  },
  {
    name: "user delete",
    summary: "Delete an account with everything that is its person's",
    load: async () => (await import("./commands/user-delete.ts")).userDelete,
  },
  {
    name: "user data",
    summary: "Write everything that is kept of a person into a file",
    load: async () => (await import("./commands/user-data.ts")).userData,
  },
  {
    name: "user export",
    summary: "Write everybody into a file",
    load: async () => (await import("./commands/user-export.ts")).userExport,
  },
  {
    name: "user import",
    summary: "Bring people in from a file",
    load: async () => (await import("./commands/user-import.ts")).userImport,
  },
  {
    name: "application create",
    summary: "Register an application that signs people in through the hub",
    load: async () => (await import("./commands/application-create.ts")).applicationCreate,
  },
  {
    name: "application list",
    summary: "List the registered applications",
    load: async () => (await import("./commands/application-list.ts")).applicationList,
  },
  {
    name: "application providers",
    summary: "Show or change what an application allows of each sign-in provider",
    load: async () => (await import("./commands/application-providers.ts")).applicationProviders,
  },
  {
    name: "application show",
    summary: "Show one application, and when its dangerous switches were last of use",
    load: async () => (await import("./commands/application-show.ts")).applicationShow,
  },
  {
    name: "application update",
    summary: "Change the settings of an application",
    load: async () => (await import("./commands/application-update.ts")).applicationUpdate,
  },
  {
    name: "application look",
    summary: "Show or change how an application looks to people on the way to it",
    load: async () => (await import("./commands/application-look.ts")).applicationLook,
  },
  {
    name: "application permissions",
    summary: "Say what an application may do with the API",
    load: async () => (await import("./commands/application-permissions.ts")).applicationPermissions,
  },
  {
    name: "application dangers",
    summary: "List the dangerous switches that are on, and when each was last of use",
    load: async () => (await import("./commands/application-dangers.ts")).applicationDangers,
  },
  {
    name: "application secret",
    summary: "Replace the secret of an application",
    load: async () => (await import("./commands/application-secret.ts")).applicationSecret,
  },
  {
    name: "application revoke",
    summary: "Take back everything that an application holds for people",
    load: async () => (await import("./commands/application-revoke.ts")).applicationRevoke,
  },
  {
    name: "application remove",
    summary: "Remove an application",
    load: async () => (await import("./commands/application-remove.ts")).applicationRemove,
  },
  {
    name: "organization list",
    summary: "List the organizations",
    load: async () => (await import("./commands/organization-list.ts")).organizationList,
  },
  {
    name: "organization create",
    summary: "Make an organization",
    load: async () => (await import("./commands/organization-create.ts")).organizationCreate,
  },
  {
    name: "organization update",
    summary: "Change an organization, switch it off or on, put somebody into it",
    load: async () => (await import("./commands/organization-update.ts")).organizationUpdate,
  },
  {
    name: "organization registration",
    summary: "Say which clients may register themselves, and make tokens for it",
    load: async () => (await import("./commands/organization-registration.ts")).organizationRegistration,
  },
  {
    name: "group list",
    summary: "List the groups of people",
    load: async () => (await import("./commands/group-list.ts")).groupList,
  },
  {
    name: "group create",
    summary: "Make a group",
    load: async () => (await import("./commands/group-create.ts")).groupCreate,
  },
  {
    name: "group update",
    summary: "Change what a group is called, and where it stands",
    load: async () => (await import("./commands/group-update.ts")).groupUpdate,
  },
  {
    name: "group members",
    summary: "Show who is in a group; put people in and take them out",
    load: async () => (await import("./commands/group-members.ts")).groupMembers,
  },
  {
    name: "group remove",
    summary: "Remove a group",
    load: async () => (await import("./commands/group-remove.ts")).groupRemove,
  },
  {
    name: "role list",
    summary: "List the roles of people",
    load: async () => (await import("./commands/role-list.ts")).roleList,
  },
  {
    name: "role create",
    summary: "Make a role, of all applications or of one",
    load: async () => (await import("./commands/role-create.ts")).roleCreate,
  },
  {
    name: "role update",
    summary: "Change what a role is called",
    load: async () => (await import("./commands/role-update.ts")).roleUpdate,
  },
  {
    name: "role members",
    summary: "Show who has a role; give and take it",
    load: async () => (await import("./commands/role-members.ts")).roleMembers,
  },
  {
    name: "role remove",
    summary: "Remove a role",
    load: async () => (await import("./commands/role-remove.ts")).roleRemove,
  },
  {
    name: "provider list",
    summary: "List the sign-in providers there are, and which are set up",
    load: async () => (await import("./commands/provider-list.ts")).providerList,
  },
  {
    name: "provider show",
    summary: "Show one sign-in provider and its settings",
    load: async () => (await import("./commands/provider-show.ts")).providerShow,
  },
  {
    name: "provider add",
    summary: "Set up a sign-in provider",
    load: async () => (await import("./commands/provider-add.ts")).providerAdd,
  },
  {
    name: "provider update",
    summary: "Change the settings of a sign-in provider",
    load: async () => (await import("./commands/provider-update.ts")).providerUpdate,
  },
  {
    name: "provider remove",
    summary: "Remove a sign-in provider",
    load: async () => (await import("./commands/provider-remove.ts")).providerRemove,
  },
  {
    name: "provider doctor",
    summary: "Try a sign-in provider's first steps and say in plain words what is wrong",
    load: async () => (await import("./commands/provider-doctor.ts")).providerDoctor,
  },
  {
    name: "audit list",
    summary: "List what happened",
    load: async () => (await import("./commands/audit-list.ts")).auditList,
  },
  {
    name: "audit export",
    summary: "Write what happened into a file",
    load: async () => (await import("./commands/audit-export.ts")).auditExport,
  },
  {
    name: "audit retention",
    summary: "Say how long the audit log is kept",
    load: async () => (await import("./commands/audit-retention.ts")).auditRetention,
  },
  {
    name: "webhook list",
    summary: "List the servers that are told of what happens",
    load: async () => (await import("./commands/webhook-list.ts")).webhookList,
  },
  {
    name: "webhook create",
    summary: "Have a server told of what happens",
    load: async () => (await import("./commands/webhook-create.ts")).webhookCreate,
  },
  {
    name: "webhook update",
    summary: "Change a webhook, switch it off or on, replace its secret",
    load: async () => (await import("./commands/webhook-update.ts")).webhookUpdate,
  },
  {
    name: "webhook messages",
    summary: "Show what a webhook was told lately; send something once more",
    load: async () => (await import("./commands/webhook-messages.ts")).webhookMessages,
  },
  {
    name: "webhook remove",
    summary: "Remove a webhook",
    load: async () => (await import("./commands/webhook-remove.ts")).webhookRemove,
  },
  {
    name: "settings",
    summary: "Show the configuration that the hub would run with, without secrets",
    load: async () => (await import("./commands/settings.ts")).settingsShown,
  },
  {
    name: "keys list",
    summary: "List the keys that sign tokens",
    load: async () => (await import("./commands/keys-list.ts")).keysList,
  },
  {
    name: "keys rotate",
    summary: "Replace the keys that sign tokens",
    load: async () => (await import("./commands/keys-rotate.ts")).keysRotate,
  },
  {
    name: "mail settings",
    summary: "Show and change the mail server",
    load: async () => (await import("./commands/mail-settings.ts")).mailSettings,
  },
  {
    name: "mail test",
    summary: "Send a test letter and say what the mail server said",
    load: async () => (await import("./commands/mail-test.ts")).mailTest,
  },
  {
    name: "backup",
    summary: "Write everything that the databases hold into one file",
    load: async () => (await import("./commands/backup.ts")).backup,
  },
  {
    name: "restore",
    summary: "Put a backup into an empty database",
    load: async () => (await import("./commands/restore.ts")).restore,
  },
  {
    name: "db move",
    summary: "Move everything to another database, and compare",
    load: async () => (await import("./commands/db-move.ts")).dbMove,
  },
  {
    name: "config export",
    summary: "Write the hub's set-up as a document",
    load: async () => (await import("./commands/config-export.ts")).configExport,
  },
  {
    name: "config plan",
    summary: "Say what a document would change, and change nothing",
    load: async () => (await import("./commands/config-plan.ts")).configPlan,
  },
  {
    name: "config apply",
    summary: "Make the hub's set-up what a document says",
    load: async () => (await import("./commands/config-apply.ts")).configApply,
  },
  {
    name: "config drift",
    summary: "Fail where the hub's set-up is not what a document says",
    load: async () => (await import("./commands/config-drift.ts")).configDrift,
  },
  {
    name: "import casdoor",
    summary: "Bring people, applications and providers over from Casdoor",
    load: async () => (await import("./commands/import-casdoor.ts")).importCasdoor,
  },
  {
    name: "import allauth",
    summary: "Bring people and providers over from a Django site with allauth",
    load: async () => (await import("./commands/import-allauth.ts")).importAllauth,
  },
  {
    name: "import alist",
    summary: "Bring the people of an AList over to the file server",
    load: async () => (await import("./commands/import-alist.ts")).importAlist,
  },
  {
    name: "doctor",
    summary: "Check the configuration and say in plain words what is wrong",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  {
    name: "help",
    summary: "Show help, of one command or of all",
    load: async () => (await import("./commands/help.ts")).help,
  },
  { name: "version", summary: "Show the version", load: async () => (await import("./commands/version.ts")).version },
];
