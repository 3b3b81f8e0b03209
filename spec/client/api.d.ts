// Generated from /openapi.json by spec/client/generate.mjs; do not edit.

export interface paths {
    "/v1/customers/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a customer is now, or was */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        /**
         * Erase a customer
         * @description Removes the sessions, events and alerts of the customer, and what the change feed tells of them. What happened before is not taken again if it is re-sent within seven days.
         */
        delete: operations["eraseCustomer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All sessions of a customer */
        get: operations["getCustomerSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sessions by where they are
         * @description Those first that have been in their stage longest.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One session with its timeline */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many sessions are where */
        get: operations["getStages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far sessions get
         * @description Of the sessions that began on these days (in UTC, both inclusive, at most 92).
         */
        get: operations["getFunnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes, as it changes
         * @description Server-Sent Events, without end. The data of each is JSON:
         *
         *     - `change`: a ChangeView. With `stage` also changes that leave that stage.
         *     - `gap`: a StreamGap. Changes may have been missed, since only the newest are kept: ask for what is so now.
         *     - `end`: a StreamEnd. The server ends the stream, and says why; unless the key is the reason, come again with the last id.
         *
         *     Messages with an id alone, and comments, only keep the connection and the place in the stream.
         */
        get: operations["followChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is stuck, and who was told */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{alertId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alert */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{alertId}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Silence an alert
         * @description It is not told any more until the session is in its next stage, except that it is over.
         */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{alertId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell the newest of an alert once more */
        post: operations["resendAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The statecharts */
        get: operations["listMachines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/machines/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One statechart, as JSON or as a drawing */
        get: operations["getMachine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An event of Connect
         * @description Bodies are at most 256 KiB of UTF-8, not compressed. What is authentic but cannot be used is answered 200 with `rejected`, since the vendor would send the same bytes again for three days; the codes of status 400 are answered where nothing proves who sends.
         */
        post: operations["deliverConnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/connect/{sessionKey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An event of a session that you have named
         * @description Bodies are at most 256 KiB of UTF-8, not compressed. What is authentic but cannot be used is answered 200 with `rejected`, since the vendor would send the same bytes again for three days; the codes of status 400 are answered where nothing proves who sends.
         */
        post: operations["deliverConnectWithKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/yodlee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An event of Yodlee, where no tokens are set
         * @description Bodies are at most 256 KiB of UTF-8, not compressed. What is authentic but cannot be used is answered 200 with `rejected`, since the vendor would send the same bytes again for three days; the codes of status 400 are answered where nothing proves who sends.
         */
        post: operations["deliverYodlee"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/yodlee/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An event of Yodlee
         * @description Bodies are at most 256 KiB of UTF-8, not compressed. What is authentic but cannot be used is answered 200 with `rejected`, since the vendor would send the same bytes again for three days; the codes of status 400 are answered where nothing proves who sends.
         */
        post: operations["deliverYodleeWithToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries that could not be used */
        get: operations["listRejected"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["isLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether deliveries can be taken */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document as a page for people */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/style.css": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How that page looks */
        get: operations["getDocsStyle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    alertNotice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An alert was raised, acknowledged or resolved
         * @description Sent to each webhook of the settings, one notice of an alert after the other. Whatever fails is tried again for a day, with the same id.
         */
        post: operations["alertNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * AccountView
         * @description One account that the customer chose, or that was verified. Numbers, names and balances are never kept.
         */
        AccountView: {
            /** @description The id of the account, as the provider has it. */
            id: string;
            /**
             * @description The kind of account, in the word of the provider.
             * @example checking
             */
            type?: string;
            institutionId?: components["schemas"]["InstitutionId"];
            /**
             * @description The customer took it away again.
             * @constant
             */
            deleted?: true;
        };
        /**
         * AcknowledgeBody
         * @description What may be said when an alert is acknowledged.
         */
        AcknowledgeBody: {
            /**
             * @description Who does it: 1 to 100 printable characters.
             * @example anna
             */
            by?: string;
        };
        /**
         * AlertView
         * @description Something somebody is told about: raised once, resolved once, with one id for life.
         */
        AlertView: {
            alertId: components["schemas"]["AlertId"];
            effect: components["schemas"]["Effect"];
            /**
             * @description `open` until it is resolved; `final` when it tells an ending, since nothing is left to wait for.
             * @enum {unknown}
             */
            status: "open" | "final" | "resolved";
            /**
             * @description What it is about, in one line.
             * @example Stuck in mfa at institution 101732 for 5 min
             */
            summary: string;
            provider: components["schemas"]["Provider"];
            /** @description Absent for the alert of an institution. */
            customerId?: components["schemas"]["CustomerId"];
            /** @description Absent for the alert of an institution. */
            sessionId?: components["schemas"]["SessionId"];
            /** @description The stage it came true in. */
            stage?: components["schemas"]["Stage"];
            /** @description When that stage was entered. */
            since?: components["schemas"]["Time"];
            /**
             * @description Who has to act: customer, institution, provider or nobody.
             * @example customer
             */
            waitingOn?: string;
            /** @description Where the customer is. */
            institutionId?: components["schemas"]["InstitutionId"];
            /** @description When it came true: a deadline ran out, or silence ended the session. */
            at: components["schemas"]["Time"];
            /** @description When it was found. */
            raisedAt: components["schemas"]["Time"];
            /** @description Why the deadline is what it is, where it depends on how long the stage usually lasts. */
            usual?: string;
            /** @description Of `institutionTrouble`: how many customers were failing at once, at most. */
            customers?: number;
            /** @description Of `institutionTrouble`: sessions that are failing (once it is over: were, when it was raised), at most 100. */
            sessionIds?: components["schemas"]["SessionId"][];
            /** @description Of `institutionTrouble`, while it lasts: how many sessions are failing. */
            sessionCount?: number;
            /** @description The alert about the institution that is told instead of this one. */
            groupedInto?: components["schemas"]["AlertId"];
            /** @description That somebody has silenced it. */
            acknowledged?: {
                /** @description When. */
                at: components["schemas"]["Time"];
                /**
                 * @description By whom, as they said.
                 * @example anna
                 */
                by?: string;
            };
            /** @description Why it is over. */
            resolved?: {
                /** @description When. */
                at: components["schemas"]["Time"];
                /**
                 * @description `recovered`: an event led on. `corrected`: a late event shows that it was never so. `abandoned`: silence ended the session. `reconfigured`: other settings or another statechart say so. `quiet`: no more failures. `erased`: the customer was erased.
                 * @enum {unknown}
                 */
                reason: "recovered" | "corrected" | "abandoned" | "reconfigured" | "quiet" | "erased";
                /** @description Why, in words. */
                detail: string;
                /** @description The event that did it. */
                by?: {
                    /** @description The event type. */
                    type: string;
                    eventId: components["schemas"]["EventId"];
                };
            };
            /** @description What each sink was, or is to be, told. */
            deliveries: components["schemas"]["DeliveryView"][];
        };
        /**
         * DeliveryView
         * @description One notice of an alert for one sink.
         */
        DeliveryView: {
            /**
             * @description The name of the sink.
             * @example ops
             */
            sink: string;
            notice: components["schemas"]["Notice"];
            /**
             * @description `pending` waits to be told; `delivered` was told; `dead` was given up and waits to be sent again by hand; `withdrawn` was overtaken before anybody heard of it.
             * @enum {unknown}
             */
            status: "pending" | "delivered" | "dead" | "withdrawn";
            /** @description How often it was tried, all tries. */
            attempts: number;
            /**
             * @description A process has taken it to tell it; if that died, another one does at `nextAt`.
             * @constant
             */
            underWay?: true;
            /** @description When it is tried, or told again, next. */
            nextAt?: components["schemas"]["Time"];
            /** @description The newest last, at most five. */
            tries: {
                /** @description When it was tried. */
                at: components["schemas"]["Time"];
                /** @description How long the try took, in milliseconds. */
                durationMs: components["schemas"]["Ms"];
                /**
                 * @description `delivered`, or a code of docs/errors.md.
                 * @example delivered
                 * @example sink-timeout
                 */
                outcome: string;
                /**
                 * @description The status of the answer, where there was one.
                 * @example 204
                 */
                status?: number;
            }[];
        };
        /**
         * AlertList
         * @description A page of alerts. It can hold fewer than asked for although there are more: `next` tells.
         */
        AlertList: {
            /** @description Open ones from the one found first on, others from the newest on. */
            alerts: components["schemas"]["AlertView"][];
            next?: components["schemas"]["Cursor"];
        };
        /**
         * AnomalyView
         * @description An event that the statechart did not expect where it came: followed, and marked.
         */
        AnomalyView: {
            /** @description When it happened. */
            at: components["schemas"]["Time"];
            /** @description The event type. */
            type: string;
            /** @description One sentence. */
            detail: string;
        };
        /**
         * ChangeView
         * @description What one commit changed of a session: the data of an event `change` of the stream.
         */
        ChangeView: {
            /** @description Where a reader goes on after it, the same for every reader: what Last-Event-ID holds. */
            id: string;
            provider: components["schemas"]["Provider"];
            customerId: components["schemas"]["CustomerId"];
            sessionId: components["schemas"]["SessionId"];
            machine: components["schemas"]["Machine"];
            /**
             * @description The event type; of a timer the effect (`sessionStuck`, `sessionAbandoned`); `refolded` when other settings or another statechart changed it.
             * @example mfa
             * @example sessionStuck
             */
            type: string;
            /** @description The id of the event; absent when none was the cause. */
            eventId?: components["schemas"]["EventId"];
            /** @description When it happened. */
            at: components["schemas"]["Time"];
            /** @description The stage before. */
            from: components["schemas"]["Stage"];
            /** @description The stage after it. */
            stage: components["schemas"]["Stage"];
            /** @description When that stage was entered. */
            since: components["schemas"]["Time"];
            /** @description Whether the stage lasts longer than it may. */
            stuck: boolean;
            outcome: components["schemas"]["Outcome"];
            waitingOn: components["schemas"]["WaitingOn"];
            /** @description Where the customer is. */
            institutionId?: components["schemas"]["InstitutionId"];
            /** @description Whether the statechart expected it there. */
            expected: boolean;
            /**
             * @description It arrived after something that happened later had been applied.
             * @constant
             */
            late?: true;
        };
        /**
         * Format: date-time
         * @description A time, ISO 8601 in UTC with milliseconds.
         * @example 2026-03-02T09:00:00.000Z
         */
        Time: string;
        /**
         * Format: date
         * @description A day in UTC.
         * @example 2026-03-02
         */
        Day: string;
        /**
         * @description The source of the webhooks.
         * @example connect
         * @example yodlee
         */
        Provider: string;
        /**
         * @description The id of the customer, as the provider sends it.
         * @example 7001
         */
        CustomerId: string;
        /**
         * @description The id of a session: it tells nothing about the customer. When a late event changes where a session begins its id changes; the old one still leads to it.
         * @example 7d73d581e767e267ffcd0706-882ee6e7da
         */
        SessionId: string;
        /**
         * @description The id of an alert, for life.
         * @example 7d73d581e767e267ffcd0706_6ad1ce1b4a
         */
        AlertId: string;
        /**
         * @description The id of the event, as the provider sent it; not unique across event types.
         * @example 1772442000000-5f1d7a30c2b14b7f8e9a0b1c
         */
        EventId: string;
        /**
         * @description The name of the statechart that the session runs through.
         * @example connect
         * @example verification
         */
        Machine: string;
        /**
         * @description The name of a state of the statechart.
         * @example mfa
         */
        Stage: string;
        /**
         * @description The id of a bank, as the provider has it.
         * @example 101732
         */
        InstitutionId: string;
        /**
         * @description Who has to act for the session to go on.
         * @enum {unknown}
         */
        WaitingOn: "customer" | "institution" | "provider" | "nobody";
        /**
         * @description `open`, or how the session ended. `unfinished`: accounts were added, then silence. `abandoned`: silence before that. `failed`: a verification failed.
         * @enum {unknown}
         */
        Outcome: "open" | "completed" | "cancelled" | "unfinished" | "abandoned" | "failed";
        /**
         * @description What an alert is about. `sessionAbandoned` and `sessionCompleted` are endings: they are told, and then they stand.
         * @enum {unknown}
         */
        Effect: "sessionStuck" | "sessionAbandoned" | "sessionCompleted" | "institutionTrouble";
        /**
         * @description The moment of an alert that is told.
         * @enum {unknown}
         */
        Notice: "raised" | "acknowledged" | "resolved";
        /**
         * @description How the customer signs in: at the bank (`oauth`), here (`legacy`), or it is not known yet.
         * @enum {unknown}
         */
        Connection: "oauth" | "legacy" | "unknown";
        /** @description How many. */
        Count: number;
        /** @description A duration in milliseconds. */
        Ms: number;
        /** @description The `cursor` of the next page; absent on the last one. Nobody has to understand it. */
        Cursor: string;
        /**
         * CustomerView
         * @description A customer is the customer's current session (the last one that is open, or else the last one), and how many sessions there are.
         */
        CustomerView: {
            /** @description How many sessions the customer has. */
            sessions: number;
        } & components["schemas"]["SessionFacts"];
        /**
         * CustomerSessions
         * @description All sessions of a customer.
         */
        CustomerSessions: {
            /** @description Newest first. */
            sessions: components["schemas"]["SessionSummary"][];
        };
        /**
         * ErasureView
         * @description What an erasure has removed.
         */
        ErasureView: {
            customerId: components["schemas"]["CustomerId"];
            provider: components["schemas"]["Provider"];
            /**
             * @description It is done, and durable.
             * @constant
             */
            erased: true;
            /** @description How many sessions were removed. */
            sessions: number;
            /** @description How many events. */
            events: number;
            /** @description How many alerts. */
            alerts: number;
        };
        /**
         * FunnelView
         * @description How far the sessions got that began on some days.
         */
        FunnelView: {
            machine: components["schemas"]["Machine"];
            /** @description The first UTC day on which the sessions began. */
            from: components["schemas"]["Day"];
            /** @description The last one. */
            to: components["schemas"]["Day"];
            /** @description The institution it is of, where one was asked for. */
            institutionId?: components["schemas"]["InstitutionId"];
            /** @description The way to connect it is of, where one was asked for. */
            connection?: components["schemas"]["Connection"];
            /** @description Sessions that began. */
            sessions: number;
            outcomes?: components["schemas"]["OutcomeTally"];
            /** @description Stages that were reached, in the order of the flow. */
            stages: components["schemas"]["FunnelStage"][];
            /** @description With `by` only. Of institutions, the 20 with most sessions. */
            groups?: components["schemas"]["FunnelGroup"][];
        };
        /**
         * FunnelGroup
         * @description The part of a funnel that is of one day, one way to connect or one institution.
         */
        FunnelGroup: {
            /** @description The UTC day on which the sessions began, with `by=day`. */
            day?: components["schemas"]["Day"];
            /** @description How the customers sign in, with `by=connection`. */
            connection?: components["schemas"]["Connection"];
            /** @description With `by=institution`. */
            institutionId?: components["schemas"]["InstitutionId"];
            /** @description Sessions that began. */
            sessions: number;
            /** @description Of an institution: sessions that went no further there. */
            dropped?: number;
            outcomes?: components["schemas"]["OutcomeTally"];
            /** @description Stages that were reached, in the order of the flow; absent for institutions. */
            stages?: components["schemas"]["FunnelStage"][];
        };
        /**
         * FunnelStage
         * @description How many sessions got to one stage, and how long they stayed.
         */
        FunnelStage: {
            stage: components["schemas"]["Stage"];
            /** @description Sessions that entered it at least once. */
            reached: number;
            /** @description Sessions that ended without success, or went on at another institution, after this as their last stage. */
            dropped: number;
            /** @description How long stays lasted that an event ended; absent when there were none. Each time is at most 5 % off. */
            dwell?: {
                /** @description How many stays. */
                count: number;
                /** @description The median of the stays, in milliseconds. */
                medianMs: components["schemas"]["Ms"];
                /** @description What 95 % of the stays took at most, in milliseconds. */
                p95Ms: components["schemas"]["Ms"];
            };
        };
        /**
         * InstitutionView
         * @description One institution of a session, with a stage of its own: a session may go through several.
         */
        InstitutionView: {
            institutionId: components["schemas"]["InstitutionId"];
            /**
             * @description The type of the last event at this institution.
             * @example mfa
             */
            stage: string;
            /** @description Wrong credentials and failed connections, together. */
            failures: number;
            /** @description How many accounts were added there. */
            accountsAdded: number;
            /** @description The ids of the logins that were made there, as the provider has them. */
            loginIds: string[];
            /**
             * @description The last error code of the provider.
             * @example 185
             */
            lastErrorCode?: number;
        };
        /**
         * ErrorView
         * @description The last error of a session.
         */
        ErrorView: {
            /**
             * @description The error code of the provider.
             * @example 103
             */
            code: number;
            /** @description What the code means, in words. */
            meaning: string;
            /**
             * @description Who must act; `partner` is you, who send customers through the flow.
             * @enum {unknown}
             */
            whoActs: "customer" | "institution" | "provider" | "partner" | "nobody" | "unknown";
            /** @description When it happened. */
            at: components["schemas"]["Time"];
            institutionId?: components["schemas"]["InstitutionId"];
        };
        /**
         * Live
         * @description The process runs.
         */
        Live: {
            /**
             * @description It does.
             * @constant
             */
            status: "ok";
        };
        /**
         * MachineView
         * @description A statechart with its definition.
         */
        MachineView: {
            definition: components["schemas"]["MachineDefinition"];
        } & components["schemas"]["MachineFacts"];
        /**
         * MachineDefinition
         * @description A statechart as plain JSON: its states, with what leads where. What is done and asked on the way is not part of it.
         */
        MachineDefinition: {
            /**
             * @description The state in which a session begins.
             * @example idle
             */
            initial?: string;
            /**
             * @description How long each named delay is by the statechart itself, in milliseconds; settings may say otherwise. Delays that are computed are left out.
             * @example {
             *       "mfa": 300000
             *     }
             */
            delays: {
                [key: string]: components["schemas"]["Ms"];
            };
            /** @description The states, in the order of the flow: each is a stage. */
            states: components["schemas"]["MachineState"][];
            /** @description What every state takes that does not say otherwise itself. */
            transitions: components["schemas"]["MachineTransition"][];
        };
        /**
         * MachineFacts
         * @description What is told of a statechart everywhere.
         */
        MachineFacts: {
            name: components["schemas"]["Machine"];
            /**
             * @description The version of the statechart.
             * @example 2
             */
            version: string;
            /** @description What the statechart is about. */
            description?: string;
            /** @description The providers whose sessions run through it. */
            providers: string[];
            /** @description All stages, in the order of the flow. */
            stages: {
                stage: components["schemas"]["Stage"];
                /** @description What it means, in a sentence. */
                description?: string;
                /** @description Who has to act in this stage. */
                waitingOn: components["schemas"]["WaitingOn"];
                /** @description What kind of stage it is. */
                tags: string[];
                /** @description How long it may last by the statechart itself until the session is stuck, in milliseconds; settings may say otherwise. */
                stuckAfterMs?: components["schemas"]["Ms"];
                /** @description Event types that are expected in it. */
                expects: string[];
                /** @description Whether the session is over in it. */
                ends: boolean;
            }[];
            /** @description Where it is drawn, as paths of this API. */
            links: {
                /**
                 * Format: uri-reference
                 * @description The whole of it.
                 * @example /v1/machines/connect
                 */
                self: string;
                /**
                 * Format: uri-reference
                 * @description As Mermaid source.
                 * @example /v1/machines/connect?format=mermaid
                 */
                mermaid: string;
                /**
                 * Format: uri-reference
                 * @description As a picture.
                 * @example /v1/machines/connect?format=svg
                 */
                svg: string;
            };
        };
        /**
         * MachineState
         * @description A state of a statechart.
         */
        MachineState: {
            /**
             * @description Its name among the states beside it.
             * @example mfa
             */
            name: string;
            /** @description What it means, in a sentence. */
            description?: string;
            /** @description What kind of state it is. */
            tags: string[];
            /**
             * @description Who has to act in it.
             * @example customer
             */
            waitingOn?: string;
            /** @description What leads on from it. */
            transitions: components["schemas"]["MachineTransition"][];
            /** @description What happens by itself, once it has lasted for long enough. */
            timers: components["schemas"]["MachineTimer"][];
            /** @description The states inside it. */
            states?: components["schemas"]["MachineState"][];
        };
        /**
         * MachineSummary
         * @description A statechart without its definition.
         */
        MachineSummary: components["schemas"]["MachineFacts"];
        /**
         * MachineTimer
         * @description What happens in a state by itself. Without a target the session stays, and is stuck.
         */
        MachineTimer: {
            /**
             * @description The name of the delay, if it has one.
             * @example mfa
             */
            delay?: string;
            /** @description How long after the state was entered, in milliseconds; absent where it is computed. */
            afterMs?: components["schemas"]["Ms"];
            /** @description The state that it leads to, with dots before states inside others. */
            target?: string;
        };
        /**
         * MachineTransition
         * @description What an event does in a state.
         */
        MachineTransition: {
            /**
             * @description The type of the event.
             * @example mfa
             */
            event: string;
            /**
             * @description The state that it leads to, with dots before states inside others; absent where the session stays.
             * @example mfa
             */
            target?: string;
            /**
             * @description The name of the condition that it depends on.
             * @example isClockSkew
             */
            guard?: string;
            /** @description Whether it is expected there; else it is followed all the same, and marked as an anomaly. */
            expected: boolean;
        };
        /**
         * MachineList
         * @description All statecharts.
         */
        MachineList: {
            /** @description In the order of the providers. */
            machines: components["schemas"]["MachineSummary"][];
        };
        /**
         * NoticeEvent
         * @description What a webhook sink is sent: a notice about an alert, as a CloudEvent 1.0 in JSON. The headers sign it as Standard Webhooks asks for.
         */
        NoticeEvent: {
            /**
             * @description The version of CloudEvents.
             * @constant
             */
            specversion: "1.0";
            /**
             * @description The same in every attempt, so that copies can be dropped; also the header webhook-id.
             * @example 7d73d581e767e267ffcd0706_6ad1ce1b4a_raised
             */
            id: string;
            /**
             * Format: uri-reference
             * @description The provider whose customer it is about.
             * @example urn:connect-tracker:connect
             */
            source: string;
            /**
             * @description The effect and the moment of the alert, or `connect-tracker.sessionRecovered`.
             * @example connect-tracker.sessionStuck.raised
             */
            type: string;
            /** @description The id of the session, or of the institution. */
            subject?: string;
            /** @description When what it tells happened. */
            time: components["schemas"]["Time"];
            /**
             * @description What `data` is.
             * @constant
             */
            datacontenttype: "application/json";
            data: components["schemas"]["NoticeData"];
        };
        /**
         * NoticeData
         * @description What a notice tells.
         */
        NoticeData: {
            alertId: components["schemas"]["AlertId"];
            effect: components["schemas"]["Effect"];
            status: components["schemas"]["Notice"];
            provider: components["schemas"]["Provider"];
            /** @description Absent for the alert of an institution. For Yodlee a login name: for your own systems only. */
            customerId?: components["schemas"]["CustomerId"];
            /** @description Absent for the alert of an institution. */
            sessionId?: components["schemas"]["SessionId"];
            /** @description The stage it came true in. */
            stage?: components["schemas"]["Stage"];
            /** @description When that stage was entered. */
            since?: components["schemas"]["Time"];
            /**
             * @description Who has to act: customer, institution, provider or nobody.
             * @example customer
             */
            waitingOn?: string;
            /** @description Where the customer is. */
            institutionId?: components["schemas"]["InstitutionId"];
            /** @description Of `institutionTrouble`: how many customers were failing at once, at most. */
            customers?: number;
            /** @description Of `institutionTrouble`: sessions that were failing when it was raised, at most 100. */
            sessionIds?: components["schemas"]["SessionId"][];
            /** @description When it was found. */
            raisedAt: components["schemas"]["Time"];
            /** @description Why it is over, with `status` `resolved`. */
            resolution?: {
                /**
                 * @description As in the alert.
                 * @enum {unknown}
                 */
                reason: "recovered" | "corrected" | "abandoned" | "reconfigured" | "quiet" | "erased";
                /** @description The event that did it. */
                by?: {
                    /** @description The event type. */
                    type: string;
                    eventId: components["schemas"]["EventId"];
                };
            };
            /** @description With `status` `resolved`: the alert of the institution, which tells on. */
            groupedInto?: components["schemas"]["AlertId"];
            /**
             * @description By the settings of the sink.
             * @enum {unknown}
             */
            severity: "critical" | "error" | "warning" | "info";
            /** @description One line for people, without the id of the customer. */
            summary: string;
            /** @description Further sentences for people. */
            details: string[];
            /**
             * Format: uri
             * @description Where to read on; absent unless the settings say where the server is found.
             * @example https://tracker.example/v1/alerts/7d73d581e767e267ffcd0706_6ad1ce1b4a
             */
            link?: string;
        };
        /**
         * OutcomeTally
         * @description How many sessions have which outcome.
         */
        OutcomeTally: {
            /** @description Sessions that go on. */
            open: number;
            /** @description Sessions that came to what they were for. */
            completed: number;
            /** @description Sessions that the customer ended with nothing to show. */
            cancelled: number;
            /** @description Sessions in which accounts were added before silence. */
            unfinished: number;
            /** @description Sessions that fell silent before that. */
            abandoned: number;
            /** @description Verifications that failed. */
            failed: number;
        };
        /**
         * Ready
         * @description Whether deliveries can be taken.
         */
        Ready: {
            /**
             * @description `ok`, or `unavailable` while the store takes nothing.
             * @enum {unknown}
             */
            status: "ok" | "unavailable";
            /** @description How the store is. */
            store: {
                /**
                 * @description What a 200 promises: `disk` (flushed before the answer), or what Redis is configured for.
                 * @enum {unknown}
                 */
                durability: "disk" | "aof-always" | "aof-everysec" | "memory" | "unknown";
                /** @description Settings that an operator should mend. */
                warnings: string[];
            };
            /** @description Present while sinks fail; deliveries are taken all the same. */
            alerts?: {
                /** @description Sinks that have failed several times running, as this process sees them. */
                failingSinks: string[];
            };
        };
        /**
         * Received
         * @description What became of a delivery. It is answered after that is durable.
         */
        Received: {
            /**
             * @description `applied`; `late`: something that happened later was there already; `duplicate`: it was there already; `unknown`: its type is not known, type and time are kept; `invalid`: its payload breaks its schema, the stage moves; `rejected`: it cannot be used, the reason is kept; `expired`: it happened longer ago than anything is kept; `erased`: it happened before its customer was erased; `ok`: a ping.
             * @enum {unknown}
             */
            status: "ok" | "applied" | "late" | "duplicate" | "unknown" | "invalid" | "rejected" | "expired" | "erased";
        };
        /**
         * RejectedList
         * @description Deliveries that could not be used, and how many were answered in which way.
         */
        RejectedList: {
            /** @description Newest first; the newest 1,000 are kept. */
            rejected: {
                /** @description When it was received. */
                at: components["schemas"]["Time"];
                provider: components["schemas"]["Provider"];
                /**
                 * @description Why, as a code of docs/errors.md.
                 * @example invalid-json
                 */
                code: string;
                /** @description The place and the rule; never a value that was sent. */
                detail: string;
                /** @description Whether the delivery was authenticated. */
                authenticated: boolean;
                /** @description Length of the body, in bytes. */
                bytes: number;
            }[];
            /**
             * @description How many deliveries this process has answered since it started: by the status of those accepted, by problem code of the others, and `aborted` where the sender went away.
             * @example {
             *       "applied": 1204,
             *       "duplicate": 3,
             *       "invalid-signature": 1
             *     }
             */
            counts: {
                [key: string]: number;
            };
        };
        /**
         * ResendBody
         * @description Whom an alert is told once more.
         */
        ResendBody: {
            /**
             * @description The name of one sink, 1 to 100 printable characters; absent: all of them.
             * @example ops
             */
            sink?: string;
        };
        /**
         * SessionView
         * @description A session with its timeline.
         */
        SessionView: {
            /** @description What happened, in the order in which it happened. */
            timeline: components["schemas"]["TimelineEntry"][];
        } & components["schemas"]["SessionFacts"];
        /**
         * SessionFacts
         * @description What is told of a session everywhere. All times are ISO 8601 in UTC; what does not apply is absent.
         */
        SessionFacts: {
            sessionId: components["schemas"]["SessionId"];
            /**
             * @description Your own id of the session, where you gave one.
             * @example order-4711
             */
            sessionKey?: string;
            customerId: components["schemas"]["CustomerId"];
            provider: components["schemas"]["Provider"];
            machine: components["schemas"]["Machine"];
            /**
             * @description The version of that statechart.
             * @example 2
             */
            machineVersion: string;
            /** @description Where the session is, or was at its end. */
            stage: components["schemas"]["Stage"];
            /** @description When the stage was entered. */
            since: components["schemas"]["Time"];
            /** @description Whether the stage lasts longer than it may. */
            stuck: boolean;
            /** @description When the session will be, or was, called stuck in this stage. */
            stuckAt?: components["schemas"]["Time"];
            outcome: components["schemas"]["Outcome"];
            waitingOn: components["schemas"]["WaitingOn"];
            /** @description Event types that the statechart expects next, in the order of the flow; none once it has ended. */
            expectedNext: string[];
            /** @description How often the customer began: `started` events of Connect. */
            attempts: number;
            /** @description True where the customer signs in at the bank, false where credentials are entered here; absent while it is not known. */
            oauth?: boolean;
            /** @description Where the customer is now, or was last. */
            institutionId?: string;
            /** @description The institutions the customer has been at, in the order of the visits. */
            institutions: components["schemas"]["InstitutionView"][];
            /** @description The accounts that were added or verified. */
            accounts: components["schemas"]["AccountView"][];
            lastError?: components["schemas"]["ErrorView"];
            /**
             * @description Why a verification failed, in the vendor's word.
             * @example DATA_MISMATCH
             */
            reason?: string;
            /**
             * @description What ended the session, in the vendor's word: userSubmit, timeout, userExit or userForceClose.
             * @example userSubmit
             */
            eventTrigger?: string;
            /** @description Events that came unexpectedly; the newest 50. */
            anomalies: components["schemas"]["AnomalyView"][];
            /** @description Where more is told, as paths of this API. */
            links: {
                /**
                 * Format: uri-reference
                 * @description The session with its timeline.
                 * @example /v1/sessions/7d73d581e767e267ffcd0706-882ee6e7da
                 */
                session: string;
                /**
                 * Format: uri-reference
                 * @description The customer's current session.
                 * @example /v1/customers/7001?provider=connect
                 */
                customer: string;
            };
        };
        /**
         * SessionList
         * @description A page of sessions. It can hold fewer than asked for although there are more: `next` tells.
         */
        SessionList: {
            /** @description Those first that have been in their stage longest. */
            sessions: components["schemas"]["SessionSummary"][];
            next?: components["schemas"]["Cursor"];
        };
        /**
         * SessionSummary
         * @description A session without its timeline.
         */
        SessionSummary: components["schemas"]["SessionFacts"];
        /**
         * StagesView
         * @description How many sessions are where.
         */
        StagesView: {
            /** @description Every stage of every statechart, in the order of the flow, also those without sessions. */
            stages: {
                machine: components["schemas"]["Machine"];
                stage: components["schemas"]["Stage"];
                /** @description Who has to act in this stage. */
                waitingOn: components["schemas"]["WaitingOn"];
                /** @description Sessions that are in this stage now, also those that are stuck. */
                open: number;
                /** @description Those of them that are stuck. */
                stuck: number;
            }[];
            /** @description Sessions that have ended. */
            outcomes: {
                machine: components["schemas"]["Machine"];
                /**
                 * @description How the sessions ended.
                 * @enum {unknown}
                 */
                outcome: "completed" | "cancelled" | "unfinished" | "abandoned" | "failed";
                /** @description How many sessions ended so, of all that are kept. */
                sessions: number;
            }[];
        };
        /**
         * StreamEnd
         * @description Why the server ends a stream: the data of an event `end`.
         */
        StreamEnd: {
            /**
             * @description `stopping`: the server stops. `slow`: the reader took nothing for ten seconds. `store-unavailable`: the store is away. `key-invalid`: the key has been revoked or has expired. In all other cases the reader comes again with the last id.
             * @enum {unknown}
             */
            reason: "stopping" | "slow" | "store-unavailable" | "key-invalid";
        };
        /**
         * StreamGap
         * @description That changes may have been missed: the data of an event `gap`.
         */
        StreamGap: {
            /** @description Why, in words. */
            reason: string;
        };
        /**
         * TimelineEntry
         * @description One line of a session's timeline: an event, or something a timer did.
         */
        TimelineEntry: {
            /** @description The id of the event; absent when a timer did it. */
            eventId?: components["schemas"]["EventId"];
            /**
             * @description The event type, or for a timer the effect: `sessionStuck`, `sessionAbandoned`.
             * @example mfa
             */
            type: string;
            /** @description When it happened. */
            at: components["schemas"]["Time"];
            /** @description When it was received; absent when a timer did it. */
            receivedAt?: components["schemas"]["Time"];
            /** @description The stage after it. */
            stage: components["schemas"]["Stage"];
            /** @description Time until the next line, in milliseconds; absent on the last line. */
            dwellMs?: components["schemas"]["Ms"];
            /** @description Whether the statechart expected it there. */
            expected: boolean;
            /**
             * @description It arrived after something that happened later had been applied.
             * @constant
             */
            late?: true;
            /** @description Copies that were dropped. */
            duplicates?: number;
            /**
             * @description `unknown`: the type is not known. `invalid`: the payload broke its schema.
             * @enum {unknown}
             */
            status?: "unknown" | "invalid";
            /** @description The rules that were broken, with `status` `invalid`. */
            reasons?: string[];
        };
        /**
         * ConnectAccount
         * @description An account as `added` and `discovered` list it. It holds account numbers, balances and names, of which nothing is kept.
         */
        ConnectAccount: {
            /** @description A string in `added`, a number in `discovered`. */
            id: components["schemas"]["ConnectEnvelopeId"];
            /** @description The kind of account, such as `loan` or `mortgage`. */
            type?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Repeats the customer of the envelope. Never kept. */
            customerId?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description The institution that holds this account. It may differ from the one in the payload. */
            institutionId?: components["schemas"]["ConnectEnvelopeId"];
            /** @description The login the account belongs to. Not a permanent key: it changes when an institution moves to OAuth. */
            institutionLoginId?: components["schemas"]["ConnectEnvelopeId"];
            /** @description The account number. Never kept. */
            number?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Never kept. */
            realAccountNumberLast4?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Never kept. */
            accountNumberDisplay?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Free text. Never kept. */
            name?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Free text. Never kept. */
            accountNickname?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Never kept. */
            balance?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Epoch seconds. Never kept. */
            balanceDate?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description `active` once added, `pending` while discovered. Never kept. */
            status?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Never kept. */
            currency?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Epoch seconds. Never kept. */
            createdDate?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Epoch seconds; 0 has been seen. Never kept. */
            lastUpdatedDate?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Never kept. */
            displayPosition?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Never kept. */
            financialinstitutionAccountStatus?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description Never kept. */
            marketSegment?: components["schemas"]["ConnectEnvelopeScalar"];
            /** @description More about the account, by kind. Never kept. */
            detail?: unknown;
        };
        /**
         * ConnectAccountsDeleted
         * @description The customer removed these accounts.
         */
        ConnectAccountsDeleted: {
            /** @constant */
            eventType: "accountsDeleted";
            payload?: {
                /** @description The institution the accounts were at; older pages leave it out. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
                /** @description Ids, not objects. */
                accounts: components["schemas"]["ConnectEnvelopeId"][];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectAdded
         * @description The customer chose accounts and they are saved; a subset of those discovered.
         */
        ConnectAdded: {
            /** @constant */
            eventType: "added";
            payload?: {
                /** @description The institution the session was generated with. The accounts may belong to others. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
                /** @description True for an OAuth connection; false or absent for a legacy one. */
                oauth?: components["schemas"]["ConnectEnvelopeFlag"];
                accounts: components["schemas"]["ConnectAccount"][];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectAdding
         * @description The customer submitted credentials (legacy) or left for the bank (OAuth).
         */
        ConnectAdding: {
            /** @constant */
            eventType: "adding";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
                /** @description True for an OAuth connection; false or absent for a legacy one. */
                oauth?: components["schemas"]["ConnectEnvelopeFlag"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectCredentialsUpdated
         * @description The customer replaced the credentials of an existing connection.
         */
        ConnectCredentialsUpdated: {
            /** @constant */
            eventType: "credentialsUpdated";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
                /** @description Whether a further question follows. */
                mfa?: components["schemas"]["ConnectEnvelopeFlag"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectDepositSwitchUpdate
         * @description A payroll deposit switch has moved on (Connect Transfer).
         */
        ConnectDepositSwitchUpdate: {
            /** @constant */
            eventType: "depositSwitchUpdate";
            payload?: {
                /** @description The switch, to ask for its details. */
                switchId?: components["schemas"]["ConnectEnvelopeId"];
                /** @description `processing`, `completed` or `failed`. */
                switchStatus?: string;
                /** @description Why it failed, such as `account-unusable`. Free text has been seen; it is not kept. */
                failureReason?: string | null;
                /** @description Whether the customer signed in at the payroll provider. */
                authenticated?: components["schemas"]["ConnectEnvelopeFlag"];
                /** @description ISO 8601. Never kept. */
                createdDate?: components["schemas"]["ConnectEnvelopeScalar"];
                /** @description The employer or payroll provider. Never kept. */
                provider?: {
                    id?: components["schemas"]["ConnectEnvelopeScalar"];
                    name?: components["schemas"]["ConnectEnvelopeScalar"];
                } | null;
                /** @description Where the pay goes. Never kept. */
                distributions?: {
                    type?: components["schemas"]["ConnectEnvelopeScalar"];
                    /** @description The routing number. */
                    bankIdentifier?: components["schemas"]["ConnectEnvelopeScalar"];
                    accountNumberEndsWith?: components["schemas"]["ConnectEnvelopeScalar"];
                }[] | null;
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectDiscovered
         * @description The customer signed in, and these accounts may be chosen from; there may be none. Legacy connections only.
         */
        ConnectDiscovered: {
            /** @constant */
            eventType: "discovered";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
                /** @description Whether a further question was asked; null in the vendor's sample. */
                mfa?: components["schemas"]["ConnectEnvelopeFlag"];
                /** @description The vendor's sample holds strings among the objects. */
                accounts: (components["schemas"]["ConnectAccount"] | string)[];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectDocumentUpload
         * @description The customer uploaded a document (Full with Mortgage Verification Service).
         */
        ConnectDocumentUpload: {
            /** @constant */
            eventType: "documentUpload";
            payload?: {
                assets: {
                    /** @description A pointer to the document. Never kept. */
                    assetId?: components["schemas"]["ConnectEnvelopeScalar"];
                    /** @description Never kept. */
                    label?: components["schemas"]["ConnectEnvelopeScalar"];
                }[];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectDone
         * @description The session ended after its requirements were met; `eventTrigger` says how. The payload is empty: a `done` with one is the end of a report.
         */
        ConnectDone: {
            /** @constant */
            eventType: "done";
            payload?: Record<string, never> | unknown[];
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectEnvelope
         * @description What every Connect delivery has around its payload.
         */
        ConnectEnvelope: {
            /** @description The customer the event is about. Absent on a ping only. */
            customerId?: string | number;
            /** @description The consumer, where one was attached when the URL was generated. Never kept. */
            consumerId?: string | number | null;
            /** @description Thirteen digits of epoch milliseconds, a hyphen and 24 hex digits. Not unique across event types. Absent on a ping only. */
            eventId?: string;
            /** @description The kind of event; it decides what the payload holds. */
            eventType: string;
            /** @description Whatever was given when the URL was generated, sent back as it was. Only a session key is read from it. */
            webhookData?: unknown;
            /** @description What ended the session: userSubmit, timeout, userExit or userForceClose. Sent with `done` only, and not always. */
            eventTrigger?: string | null;
        };
        /** @description An opaque identifier of the vendor, a string in one event and a number in another. */
        ConnectEnvelopeId: string | number;
        /**
         * @description A boolean; the vendor's own samples also write it as a string, and as null.
         * @enum {unknown}
         */
        ConnectEnvelopeFlag: true | false | "true" | "false" | null;
        ConnectEnvelopeScalar: string | number | boolean | null;
        /**
         * ConnectInstitutionLoginDeleted
         * @description All accounts of one login were removed. The vendor's page prints another event's body here, so nothing is required.
         */
        ConnectInstitutionLoginDeleted: {
            /** @constant */
            eventType: "institutionLoginDeleted";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
                /** @description The login that was removed. */
                institutionLoginId?: components["schemas"]["ConnectEnvelopeId"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectInstitutionNotFound
         * @description The customer searched for an institution and nothing matched.
         */
        ConnectInstitutionNotFound: {
            /** @constant */
            eventType: "institutionNotFound";
            payload?: {
                /** @description What the customer typed. It may be anything, so only its length is kept. */
                query: string;
                /** @description The countries searched, as two-letter codes. */
                supportedCountries?: string[];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectInstitutionNotSupported
         * @description The customer picked an institution that is not certified for the product.
         */
        ConnectInstitutionNotSupported: {
            /** @constant */
            eventType: "institutionNotSupported";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectInstitutionSupported
         * @description The customer picked an institution that is certified for the product.
         */
        ConnectInstitutionSupported: {
            /** @constant */
            eventType: "institutionSupported";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectInvalidCredentials
         * @description The institution refused the credentials. Legacy connections only; up to five attempts.
         */
        ConnectInvalidCredentials: {
            /** @constant */
            eventType: "invalidCredentials";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectMfa
         * @description The credentials were right and the institution asks a further question. Legacy connections only.
         */
        ConnectMfa: {
            /** @constant */
            eventType: "mfa";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectMfaUpdated
         * @description The customer answered the institution's further question. Fix, legacy connections only.
         */
        ConnectMfaUpdated: {
            /** @constant */
            eventType: "mfaUpdated";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectPing
         * @description Sent while a Connect URL is generated, to see whether the webhook URL answers 200; otherwise that call fails. It belongs to no customer.
         */
        ConnectPing: {
            /** @constant */
            eventType: "ping";
            payload?: Record<string, never>;
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "eventType">;
        /**
         * ConnectProcessing
         * @description The customer is back from the bank (OAuth) and the accounts are being fetched. Older pages also send it while a report is generated.
         */
        ConnectProcessing: {
            /** @constant */
            eventType: "processing";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectReportDone
         * @description The reports a session asked for are complete. The vendor sends it as `done` too; its payload, one report or an array of them, tells it from the end of a session.
         */
        ConnectReportDone: {
            /** @constant */
            eventType: "done";
            payload?: Record<string, never> | Record<string, never>[];
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectStarted
         * @description The landing page was displayed. One link can be opened several times, so a session may have several.
         */
        ConnectStarted: {
            /** @constant */
            eventType: "started";
            payload?: Record<string, never>;
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * ConnectUnableToConnect
         * @description The institution cannot be reached.
         */
        ConnectUnableToConnect: {
            /** @constant */
            eventType: "unableToConnect";
            payload?: {
                /** @description The institution concerned. */
                institutionId?: components["schemas"]["ConnectEnvelopeId"];
                /** @description Why: 102, 500, 900, 901, 903, 904, 910, 915, 916 or 920 are documented. */
                code?: number | string;
            };
        } & WithRequired<components["schemas"]["ConnectEnvelope"], "customerId" | "eventId" | "eventType">;
        /**
         * YodleeCdvStatusUpdates
         * @description A challenge deposit verification (micro entries) has reached another status.
         */
        YodleeCdvStatusUpdates: {
            event: {
                /** @constant */
                info: "CDV_STATUS_UPDATES";
                data: {
                    /** @description The provider account the verification began for. */
                    providerAccountId?: components["schemas"]["YodleeEnvelopeId"];
                    /** @description The account the verification began for. */
                    accountId?: components["schemas"]["YodleeEnvelopeId"];
                    /** @description The verification; a new try has a new one. */
                    verificationId: components["schemas"]["YodleeEnvelopeId"];
                    /**
                     * @description INITIATED: accepted. DEPOSITED: the bank has been told. SUCCESS: the right amounts were typed. FAILED: see the reason.
                     * @enum {unknown}
                     */
                    verificationStatus: "INITIATED" | "DEPOSITED" | "SUCCESS" | "FAILED";
                    /** @description Why it failed: DATA_MISMATCH (attempts used up), INSTRUCTION_GENERATION_ERROR or EXPIRED. */
                    reason?: string | null;
                };
            };
        } & WithRequired<components["schemas"]["YodleeEnvelope"], "event">;
        /**
         * YodleeEnvelope
         * @description What every Yodlee notification has around its data.
         */
        YodleeEnvelope: {
            event: {
                /** @description The kind of notification; it decides what the data holds. */
                info: string;
                /** @description Identifies the notification. No fixed format: base64, hex and UUIDs have been seen. */
                notificationId: string;
                /** @description When it was triggered, ISO 8601. */
                notificationTime?: string;
                /** @description The user's login name; some notifications carry it in the data instead. */
                loginName?: string | number;
            };
        };
        /** @description An opaque identifier of the vendor, a string in one event and a number in another. */
        YodleeEnvelopeId: string | number;
        YodleeEnvelopeScalar: string | number | boolean | null;
        /**
         * YodleeRiskAnalytics
         * @description Risk analytics are ready for an account that instant verification has verified. The result itself has to be fetched.
         */
        YodleeRiskAnalytics: {
            event: {
                /** @constant */
                info: "RISK_ANALYTICS";
                data: {
                    /** @description The user's login name. */
                    loginName?: string | number;
                    providerAccountId?: components["schemas"]["YodleeEnvelopeId"];
                    /** @description The account; it can exceed 32 bits. */
                    accountId: components["schemas"]["YodleeEnvelopeId"];
                    /** @description Where to fetch the result. Never kept. */
                    links?: {
                        methodType?: components["schemas"]["YodleeEnvelopeScalar"];
                        rel?: components["schemas"]["YodleeEnvelopeScalar"];
                        href?: components["schemas"]["YodleeEnvelopeScalar"];
                    }[] | null;
                };
            };
        } & WithRequired<components["schemas"]["YodleeEnvelope"], "event">;
        /**
         * Problem
         * @description An error: a problem document (RFC 9457) with a stable code and a hint.
         */
        Problem: {
            /**
             * @description The kind of problem, as a URN that ends in the code.
             * @example urn:connect-tracker:problem:invalid-query
             */
            type: string;
            /** @description The kind of problem, in words. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description One sentence about this occurrence; it names places and rules, never a value that was sent. */
            detail: string;
            /**
             * Format: uri-reference
             * @description The path without secrets; `/` where no route has the path.
             */
            instance: string;
            /** @description The same as the header X-Request-Id, and in the log. */
            requestId: string;
            /** @description What to do about it. */
            hint: string;
            /**
             * @description The kind of problem, as a code that does not change.
             * @example invalid-query
             * @enum {string}
             */
            code: "invalid-path" | "invalid-query" | "invalid-body" | "invalid-utf8" | "invalid-json" | "too-deep" | "too-many-keys" | "forbidden-key" | "not-an-object" | "missing-event-type" | "missing-customer" | "record-full" | "event-expired" | "delivery-unusable" | "unknown-sink" | "missing-signature" | "invalid-signature" | "invalid-token" | "missing-key" | "invalid-key" | "unauthenticated" | "address-not-allowed" | "loopback-only" | "scope-missing" | "cross-site-request" | "route-not-found" | "provider-not-found" | "customer-not-found" | "session-not-found" | "alert-not-found" | "machine-not-found" | "method-not-allowed" | "alert-resolved" | "body-too-large" | "unsupported-encoding" | "unsupported-content-type" | "too-many-requests" | "internal-error" | "provider-failed" | "store-unavailable" | "too-many-streams" | "too-many-deliveries";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The id of the request, also in the log. A sender may choose it by the same header: 8 to 64 letters, digits, hyphens or underscores. */
        "X-Request-Id": string;
        /** @description Changes with the answer; goes into If-None-Match. */
        ETag: string;
        /** @description Whoever keeps the answer has to ask each time whether it still holds. */
        "Cache-Control": string;
        /** @description In seconds: the same request may well succeed then. */
        "Retry-After": number;
        /** @description How many requests are left (`r`), and for how many seconds (`t`), as draft 8 of the IETF has it. Absent where none are counted. */
        RateLimit: string;
        /** @description How many requests there may be (`q`), and within how many seconds (`w`). Absent where none are counted. */
        "RateLimit-Policy": string;
        /** @description How to authenticate: RFC 6750 for keys; for deliveries the scheme `Webhook`. */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getCustomer: {
        parameters: {
            query?: {
                /** @description Whose customer it is. */
                provider?: "connect" | "yodlee";
                /** @description Asks what was so at this time, by what is known now: ISO 8601 with its zone. */
                at?: string;
            };
            header?: {
                /** @description An ETag of this answer: 304 is answered while it holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the customer, as the provider sends it.
                 * @example 7001
                 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current session of the customer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            /** @description It has not changed. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-path`: The path is malformed. `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `customer-not-found`: The customer is not known */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "customer-not-found";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    eraseCustomer: {
        parameters: {
            query?: {
                /** @description Whose customer it is. */
                provider?: "connect" | "yodlee";
            };
            header?: never;
            path: {
                /**
                 * @description The id of the customer, as the provider sends it.
                 * @example 7001
                 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was removed. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureView"];
                };
            };
            /** @description `invalid-path`: The path is malformed. `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask. `scope-missing`: The API key may not be used for this. `cross-site-request`: A page of another site may not ask for this */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only" | "scope-missing" | "cross-site-request";
                    };
                };
            };
            /** @description `customer-not-found`: The customer is not known */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "customer-not-found";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    getCustomerSessions: {
        parameters: {
            query?: {
                /** @description Whose customer it is. */
                provider?: "connect" | "yodlee";
                /** @description Asks what was so at this time, by what is known now: ISO 8601 with its zone. */
                at?: string;
            };
            header?: {
                /** @description An ETag of this answer: 304 is answered while it holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the customer, as the provider sends it.
                 * @example 7001
                 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, newest first. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSessions"];
                };
            };
            /** @description It has not changed. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-path`: The path is malformed. `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `customer-not-found`: The customer is not known */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "customer-not-found";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description The stage that the session is in, or was in at its end. */
                stage?: "idle" | "started" | "institutionNotFound" | "institutionNotSupported" | "institutionSupported" | "adding" | "invalidCredentials" | "mfa" | "mfaUpdated" | "credentialsUpdated" | "discovered" | "processing" | "unableToConnect" | "added" | "depositSwitch" | "done" | "abandoned" | "initiated" | "deposited" | "success" | "failed" | "riskAnalytics";
                /** @description Whether the stage lasts longer than it may. */
                stuck?: boolean;
                /** @description `open`, or how the session ended. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Where the customer is, or was at the end. */
                institutionId?: string;
                /** @description The statechart that the session runs through. */
                machine?: "connect" | "verification";
                /** @description How many sessions at most. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: {
                /** @description Asks what was so at this time, by what is known now: ISO 8601 with its zone. */
                at?: string;
            };
            header?: {
                /** @description An ETag of this answer: 304 is answered while it holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The id of a session.
                 * @example 7d73d581e767e267ffcd0706-882ee6e7da
                 */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description It has not changed. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-path`: The path is malformed. `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `session-not-found`: The session is not known */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "session-not-found";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    getStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A count for each stage and each outcome. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StagesView"];
                };
            };
            /** @description `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    getFunnel: {
        parameters: {
            query?: {
                /** @description The first day. Default: six days before `to`. */
                from?: components["schemas"]["Day"];
                /** @description The last day. Default: today. */
                to?: components["schemas"]["Day"];
                /** @description The statechart. */
                machine?: "connect" | "verification";
                /** @description One institution alone. */
                institutionId?: string;
                /** @description One way to sign in alone. */
                connection?: components["schemas"]["Connection"];
                /** @description Adds a group for each. */
                by?: "day" | "connection" | "institution";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The funnel. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelView"];
                };
            };
            /** @description `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    followChanges: {
        parameters: {
            query?: {
                /** @description The stage that the session is in, or was in at its end. */
                stage?: "idle" | "started" | "institutionNotFound" | "institutionNotSupported" | "institutionSupported" | "adding" | "invalidCredentials" | "mfa" | "mfaUpdated" | "credentialsUpdated" | "discovered" | "processing" | "unableToConnect" | "added" | "depositSwitch" | "done" | "abandoned" | "initiated" | "deposited" | "success" | "failed" | "riskAnalytics";
                /** @description Whether the stage lasts longer than it may. */
                stuck?: boolean;
                /** @description `open`, or how the session ended. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Where the customer is, or was at the end. */
                institutionId?: string;
                /** @description The statechart that the session runs through. */
                machine?: "connect" | "verification";
                /** @description One customer alone. */
                customerId?: string;
                /** @description Customers of one provider alone. */
                provider?: "connect" | "yodlee";
                /** @description Goes on behind this change. Default: with what changes from now on. */
                lastEventId?: string;
            };
            header?: {
                /** @description Goes on behind this change; goes before `lastEventId`. Browsers send it by themselves. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available. `too-many-streams`: Too many streams are open */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable" | "too-many-streams";
                    };
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description `closed`: over, or an ending; `dead`: a sink was given up. */
                status?: "open" | "closed" | "dead";
                /** @description What it is about. */
                effect?: components["schemas"]["Effect"];
                /** @description Whose customers. */
                provider?: "connect" | "yodlee";
                /** @description The stage it came true in. */
                stage?: "idle" | "started" | "institutionNotFound" | "institutionNotSupported" | "institutionSupported" | "adding" | "invalidCredentials" | "mfa" | "mfaUpdated" | "credentialsUpdated" | "discovered" | "processing" | "unableToConnect" | "added" | "depositSwitch" | "done" | "abandoned" | "initiated" | "deposited" | "success" | "failed" | "riskAnalytics";
                /** @description Where the customer is, or was at the end. */
                institutionId?: string;
                /** @description How many alerts at most. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: components["schemas"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alerts. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
                };
            };
            /** @description `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of an alert.
                 * @example 7d73d581e767e267ffcd0706_6ad1ce1b4a
                 */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description `invalid-path`: The path is malformed. `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `alert-not-found`: The alert is not known */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "alert-not-found";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of an alert.
                 * @example 7d73d581e767e267ffcd0706_6ad1ce1b4a
                 */
                alertId: string;
            };
            cookie?: never;
        };
        /** @description Who does it. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AcknowledgeBody"];
            };
        };
        responses: {
            /** @description The alert as it is now. Whoever acknowledged it first stays. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description `invalid-path`: The path is malformed. `invalid-query`: A query parameter is wrong. `invalid-utf8`: The body is not UTF-8. `invalid-json`: The body is not JSON. `too-deep`: The body is nested too deeply. `too-many-keys`: The body has too many keys and elements. `forbidden-key`: The body has a key that is not allowed. `not-an-object`: The body is not a JSON object. `invalid-body`: A member of the body is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-query" | "invalid-utf8" | "invalid-json" | "too-deep" | "too-many-keys" | "forbidden-key" | "not-an-object" | "invalid-body";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask. `scope-missing`: The API key may not be used for this. `cross-site-request`: A page of another site may not ask for this */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only" | "scope-missing" | "cross-site-request";
                    };
                };
            };
            /** @description `alert-not-found`: The alert is not known */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "alert-not-found";
                    };
                };
            };
            /** @description `alert-resolved`: The alert is over */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "alert-resolved";
                    };
                };
            };
            /** @description `body-too-large`: The body is too long */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "body-too-large";
                    };
                };
            };
            /** @description `unsupported-encoding`: The body is compressed. `unsupported-content-type`: The body is not JSON */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unsupported-encoding" | "unsupported-content-type";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    resendAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of an alert.
                 * @example 7d73d581e767e267ffcd0706_6ad1ce1b4a
                 */
                alertId: string;
            };
            cookie?: never;
        };
        /** @description Whom. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResendBody"];
            };
        };
        responses: {
            /** @description The alert; it is told within moments. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description `invalid-path`: The path is malformed. `invalid-query`: A query parameter is wrong. `invalid-utf8`: The body is not UTF-8. `invalid-json`: The body is not JSON. `too-deep`: The body is nested too deeply. `too-many-keys`: The body has too many keys and elements. `forbidden-key`: The body has a key that is not allowed. `not-an-object`: The body is not a JSON object. `invalid-body`: A member of the body is wrong. `unknown-sink`: There is no such sink */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-query" | "invalid-utf8" | "invalid-json" | "too-deep" | "too-many-keys" | "forbidden-key" | "not-an-object" | "invalid-body" | "unknown-sink";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask. `scope-missing`: The API key may not be used for this. `cross-site-request`: A page of another site may not ask for this */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only" | "scope-missing" | "cross-site-request";
                    };
                };
            };
            /** @description `alert-not-found`: The alert is not known */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "alert-not-found";
                    };
                };
            };
            /** @description `body-too-large`: The body is too long */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "body-too-large";
                    };
                };
            };
            /** @description `unsupported-encoding`: The body is compressed. `unsupported-content-type`: The body is not JSON */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unsupported-encoding" | "unsupported-content-type";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    listMachines: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this answer: 304 is answered while it holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineList"];
                };
            };
            /** @description It has not changed. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    getMachine: {
        parameters: {
            query?: {
                /** @description How it is answered. */
                format?: "json" | "mermaid" | "svg";
            };
            header?: {
                /** @description An ETag of this answer: 304 is answered while it holds. */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description The name of a statechart.
                 * @example connect
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statechart. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineView"];
                    "text/vnd.mermaid": string;
                    "image/svg+xml": string;
                };
            };
            /** @description It has not changed. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-path`: The path is malformed. `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `machine-not-found`: The statechart is not known */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "machine-not-found";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    deliverConnect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One event. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customerId": "7001",
                 *       "eventType": "mfa",
                 *       "eventId": "1772442000000-4455b708bc95f093278b0bfe",
                 *       "payload": {
                 *         "institutionId": "101732"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConnectAccountsDeleted"] | components["schemas"]["ConnectAdded"] | components["schemas"]["ConnectAdding"] | components["schemas"]["ConnectCredentialsUpdated"] | components["schemas"]["ConnectDepositSwitchUpdate"] | components["schemas"]["ConnectDiscovered"] | components["schemas"]["ConnectDocumentUpload"] | components["schemas"]["ConnectDone"] | components["schemas"]["ConnectInstitutionLoginDeleted"] | components["schemas"]["ConnectInstitutionNotFound"] | components["schemas"]["ConnectInstitutionNotSupported"] | components["schemas"]["ConnectInstitutionSupported"] | components["schemas"]["ConnectInvalidCredentials"] | components["schemas"]["ConnectMfa"] | components["schemas"]["ConnectMfaUpdated"] | components["schemas"]["ConnectPing"] | components["schemas"]["ConnectProcessing"] | components["schemas"]["ConnectReportDone"] | components["schemas"]["ConnectStarted"] | components["schemas"]["ConnectUnableToConnect"] | components["schemas"]["ConnectEnvelope"];
            };
        };
        responses: {
            /** @description What became of it, once that is durable. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description `invalid-utf8`: The body is not UTF-8. `invalid-json`: The body is not JSON. `too-deep`: The body is nested too deeply. `too-many-keys`: The body has too many keys and elements. `forbidden-key`: The body has a key that is not allowed. `not-an-object`: The body is not a JSON object. `missing-event-type`: The body names no event type. `missing-customer`: The body names no customer. `record-full`: The record of the customer is full. `event-expired`: The event is older than anything that is kept */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-utf8" | "invalid-json" | "too-deep" | "too-many-keys" | "forbidden-key" | "not-an-object" | "missing-event-type" | "missing-customer" | "record-full" | "event-expired";
                    };
                };
            };
            /** @description `missing-signature`: The signature is missing. `invalid-signature`: The signature is wrong */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-signature" | "invalid-signature";
                    };
                };
            };
            /** @description `body-too-large`: The body is too long */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "body-too-large";
                    };
                };
            };
            /** @description `unsupported-encoding`: The body is compressed. `unsupported-content-type`: The body is not JSON */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unsupported-encoding" | "unsupported-content-type";
                    };
                };
            };
            /** @description `provider-failed`: The provider failed. `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "provider-failed" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available. `too-many-deliveries`: Too many deliveries at one time */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable" | "too-many-deliveries";
                    };
                };
            };
        };
    };
    deliverConnectWithKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Your own id of the session: 1 to 200 printable characters.
                 * @example order-4711
                 */
                sessionKey: string;
            };
            cookie?: never;
        };
        /** @description One event. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customerId": "7001",
                 *       "eventType": "mfa",
                 *       "eventId": "1772442000000-4455b708bc95f093278b0bfe",
                 *       "payload": {
                 *         "institutionId": "101732"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConnectAccountsDeleted"] | components["schemas"]["ConnectAdded"] | components["schemas"]["ConnectAdding"] | components["schemas"]["ConnectCredentialsUpdated"] | components["schemas"]["ConnectDepositSwitchUpdate"] | components["schemas"]["ConnectDiscovered"] | components["schemas"]["ConnectDocumentUpload"] | components["schemas"]["ConnectDone"] | components["schemas"]["ConnectInstitutionLoginDeleted"] | components["schemas"]["ConnectInstitutionNotFound"] | components["schemas"]["ConnectInstitutionNotSupported"] | components["schemas"]["ConnectInstitutionSupported"] | components["schemas"]["ConnectInvalidCredentials"] | components["schemas"]["ConnectMfa"] | components["schemas"]["ConnectMfaUpdated"] | components["schemas"]["ConnectPing"] | components["schemas"]["ConnectProcessing"] | components["schemas"]["ConnectReportDone"] | components["schemas"]["ConnectStarted"] | components["schemas"]["ConnectUnableToConnect"] | components["schemas"]["ConnectEnvelope"];
            };
        };
        responses: {
            /** @description What became of it, once that is durable. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description `invalid-path`: The path is malformed. `invalid-utf8`: The body is not UTF-8. `invalid-json`: The body is not JSON. `too-deep`: The body is nested too deeply. `too-many-keys`: The body has too many keys and elements. `forbidden-key`: The body has a key that is not allowed. `not-an-object`: The body is not a JSON object. `missing-event-type`: The body names no event type. `missing-customer`: The body names no customer. `record-full`: The record of the customer is full. `event-expired`: The event is older than anything that is kept */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-utf8" | "invalid-json" | "too-deep" | "too-many-keys" | "forbidden-key" | "not-an-object" | "missing-event-type" | "missing-customer" | "record-full" | "event-expired";
                    };
                };
            };
            /** @description `missing-signature`: The signature is missing. `invalid-signature`: The signature is wrong */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-signature" | "invalid-signature";
                    };
                };
            };
            /** @description `body-too-large`: The body is too long */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "body-too-large";
                    };
                };
            };
            /** @description `unsupported-encoding`: The body is compressed. `unsupported-content-type`: The body is not JSON */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unsupported-encoding" | "unsupported-content-type";
                    };
                };
            };
            /** @description `provider-failed`: The provider failed. `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "provider-failed" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available. `too-many-deliveries`: Too many deliveries at one time */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable" | "too-many-deliveries";
                    };
                };
            };
        };
    };
    deliverYodlee: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One event. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": {
                 *         "info": "CDV_STATUS_UPDATES",
                 *         "notificationId": "ZfpaVtg/eC0xpOyAxzphf7yZPbo=",
                 *         "notificationTime": "2026-03-02T09:00:00Z",
                 *         "loginName": "user-1",
                 *         "data": {
                 *           "providerAccountId": 65747961,
                 *           "verificationId": 94272040,
                 *           "verificationStatus": "INITIATED"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["YodleeCdvStatusUpdates"] | components["schemas"]["YodleeRiskAnalytics"] | components["schemas"]["YodleeEnvelope"];
            };
        };
        responses: {
            /** @description What became of it, once that is durable. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description `invalid-utf8`: The body is not UTF-8. `invalid-json`: The body is not JSON. `too-deep`: The body is nested too deeply. `too-many-keys`: The body has too many keys and elements. `forbidden-key`: The body has a key that is not allowed. `not-an-object`: The body is not a JSON object. `missing-event-type`: The body names no event type. `missing-customer`: The body names no customer. `record-full`: The record of the customer is full. `event-expired`: The event is older than anything that is kept */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-utf8" | "invalid-json" | "too-deep" | "too-many-keys" | "forbidden-key" | "not-an-object" | "missing-event-type" | "missing-customer" | "record-full" | "event-expired";
                    };
                };
            };
            /** @description `invalid-token`: The token in the path is missing or wrong */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-token";
                    };
                };
            };
            /** @description `address-not-allowed`: The address of the sender is not allowed */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "address-not-allowed";
                    };
                };
            };
            /** @description `provider-not-found`: No such provider takes deliveries */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "provider-not-found";
                    };
                };
            };
            /** @description `body-too-large`: The body is too long */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "body-too-large";
                    };
                };
            };
            /** @description `unsupported-encoding`: The body is compressed. `unsupported-content-type`: The body is not JSON */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unsupported-encoding" | "unsupported-content-type";
                    };
                };
            };
            /** @description `provider-failed`: The provider failed. `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "provider-failed" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available. `too-many-deliveries`: Too many deliveries at one time */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable" | "too-many-deliveries";
                    };
                };
            };
        };
    };
    deliverYodleeWithToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description One of YODLEE_TOKENS.
                 * @example a-long-random-text
                 */
                token: string;
            };
            cookie?: never;
        };
        /** @description One event. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": {
                 *         "info": "CDV_STATUS_UPDATES",
                 *         "notificationId": "ZfpaVtg/eC0xpOyAxzphf7yZPbo=",
                 *         "notificationTime": "2026-03-02T09:00:00Z",
                 *         "loginName": "user-1",
                 *         "data": {
                 *           "providerAccountId": 65747961,
                 *           "verificationId": 94272040,
                 *           "verificationStatus": "INITIATED"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["YodleeCdvStatusUpdates"] | components["schemas"]["YodleeRiskAnalytics"] | components["schemas"]["YodleeEnvelope"];
            };
        };
        responses: {
            /** @description What became of it, once that is durable. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description `invalid-path`: The path is malformed. `invalid-utf8`: The body is not UTF-8. `invalid-json`: The body is not JSON. `too-deep`: The body is nested too deeply. `too-many-keys`: The body has too many keys and elements. `forbidden-key`: The body has a key that is not allowed. `not-an-object`: The body is not a JSON object. `missing-event-type`: The body names no event type. `missing-customer`: The body names no customer. `record-full`: The record of the customer is full. `event-expired`: The event is older than anything that is kept */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-path" | "invalid-utf8" | "invalid-json" | "too-deep" | "too-many-keys" | "forbidden-key" | "not-an-object" | "missing-event-type" | "missing-customer" | "record-full" | "event-expired";
                    };
                };
            };
            /** @description `invalid-token`: The token in the path is missing or wrong */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-token";
                    };
                };
            };
            /** @description `address-not-allowed`: The address of the sender is not allowed */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "address-not-allowed";
                    };
                };
            };
            /** @description `provider-not-found`: No such provider takes deliveries */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "provider-not-found";
                    };
                };
            };
            /** @description `body-too-large`: The body is too long */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "body-too-large";
                    };
                };
            };
            /** @description `unsupported-encoding`: The body is compressed. `unsupported-content-type`: The body is not JSON */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "unsupported-encoding" | "unsupported-content-type";
                    };
                };
            };
            /** @description `provider-failed`: The provider failed. `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "provider-failed" | "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available. `too-many-deliveries`: Too many deliveries at one time */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable" | "too-many-deliveries";
                    };
                };
            };
        };
    };
    listRejected: {
        parameters: {
            query?: {
                /** @description How many deliveries at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those, and counts of all deliveries. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectedList"];
                };
            };
            /** @description `invalid-query`: A query parameter is wrong */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "invalid-query";
                    };
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    isLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Live"];
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They can. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description They cannot: the store takes nothing. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures of this process. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `missing-key`: An API key is needed. `invalid-key`: The API key is not valid */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "missing-key" | "invalid-key";
                    };
                };
            };
            /** @description `loopback-only`: Only this machine may ask */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "loopback-only";
                    };
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "too-many-requests";
                    };
                };
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
            /** @description `store-unavailable`: The store is not available */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "store-unavailable";
                    };
                };
            };
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this answer: 304 is answered while it holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An OpenAPI 3.1 document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                        info: Record<string, never>;
                        paths: Record<string, never>;
                        components: Record<string, never>;
                    };
                };
            };
            /** @description It has not changed. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this answer: 304 is answered while it holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description It has not changed. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
        };
    };
    getDocsStyle: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this answer: 304 is answered while it holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The style sheet. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "text/css": string;
                };
            };
            /** @description It has not changed. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `internal-error`: The request failed on our side */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code: "internal-error";
                    };
                };
            };
        };
    };
    alertNotice: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the notice, the same in every attempt. */
                "webhook-id": string;
                /** @description When it is sent, in seconds since the epoch. */
                "webhook-timestamp": string;
                /** @description For each secret of the settings `v1,` and the base64 of the HMAC-SHA256 of `{id}.{timestamp}.{body}`, with blanks between. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The notice. */
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["NoticeEvent"];
            };
        };
        responses: {
            /** @description Nothing is sent to this address any more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later, not before `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later, not before `Retry-After`. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has been taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again later. Redirects are not followed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
