/** Made by `npm run client` from the cloud's OpenAPI document; not edited by hand. */

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the cloud can serve */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: {
                                /** @description stable, for programs */
                                code: string;
                                /** @description what to do */
                                hint: string;
                                /** @description what and where */
                                message: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: {
                                /** @description stable, for programs */
                                code: string;
                                /** @description what to do */
                                hint: string;
                                /** @description what and where */
                                message: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            ok: true;
                        };
                    };
                };
            };
        };
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
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What operators did to alarms, newest first */
        get: operations["acts.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alarms of every site; open ones are not closed and not set aside by their gateway */
        get: operations["alarms.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{gateway}/{alarm}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alarm, what its gateway told of it and what operators did */
        get: operations["alarm.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{gateway}/{alarm}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledge an alarm, with a note to take it over; its gateway may be away and hears it when it is back */
        post: operations["alarm.acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarms/{gateway}/{alarm}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note to an alarm; the site sees it */
        post: operations["alarm.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of an artefact that is assigned to the gateway; Range, If-Range and ETag as in RFC 9110 */
        get: operations["rollout.artefact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, in all rooms, newest first */
        get: operations["audit.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claim-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a claim code for one gateway, as text and as QR code; it is shown once */
        post: operations["claim-code.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claim-codes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw a claim code that nobody has used */
        delete: operations["claim-code.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Codes that can be used, and gateways that ask or have asked */
        get: operations["claims.list"];
        put?: never;
        /** A gateway asks for its identity, with a claim code and a certificate request */
        post: operations["claim.open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a claim stands; x-ringward-proof is the signature by the key that opened it */
        get: operations["claim.standing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a gateway; `replace` where another box holds its id, which ends there */
        post: operations["claim.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{claim}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a gateway; it is told why */
        post: operations["claim.refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Commands to gateways, newest first; those that wait for approval with state=asked */
        get: operations["commands.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{command}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One command */
        get: operations["commands.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{command}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what another operator asked for: it is sent */
        post: operations["commands.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{command}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline what another operator asked for */
        post: operations["commands.decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{command}/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The frames of a live view (devices/contracts/live-relay.ts), once, for whoever asked for it */
        get: operations["commands.watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{command}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a command brought; that it was fetched is written down */
        get: operations["commands.result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{command}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what the gateway has not begun */
        post: operations["commands.withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{id}/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask whether a command is still wanted, and the time; leave to open a door is given once */
        post: operations["commands.begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{id}/relay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Change to ringward-live and send one camera's packets to the operator who asked for them */
        get: operations["relays.open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What a command brought, as bytes, with its SHA-256 in x-content-sha256 */
        put: operations["commands.putResult"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ddi-targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices with a hawkBit update client of their own */
        get: operations["ddiTargets.list"];
        put?: never;
        /** Add such a device; its token is shown this once */
        post: operations["ddiTargets.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ddi-targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove such a device: its token ends */
        delete: operations["ddiTargets.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/desk-rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which level of command was told of which alarm when, and who answered; newest first */
        get: operations["deskRounds.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/desk-waits/{place}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** How long an alarm waits at the site level and at the district */
        put: operations["deskWaits.set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gateways at which devices wait for approval or are revoked, and how many */
        get: operations["devices.toLookAt"];
        /** The devices under the gateway, all of them, and how each stands */
        put: operations["devices.tell"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/downlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages for the gateway as server-sent events, after Last-Event-ID; hold it open */
        get: operations["downlink.open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/downlink/cursor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that everything up to this message took effect; the cloud lets go of it */
        post: operations["downlink.heard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events in the order in which they arrived */
        get: operations["events.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every gateway, as it is now */
        get: operations["gateways.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/anchors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a gateway's ledger stood, newest first: saved, it is what `verify-ledger --anchors` takes */
        get: operations["anchors.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count row by row what the store holds of a gateway's sequences */
        get: operations["gateway.audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a gateway to do something; to open a door another operator has to approve */
        post: operations["commands.ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices under a gateway as it told them last, how each stands, and how old that is */
        get: operations["devices.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a gateway was over time: the last 24 h where nothing else is asked */
        get: operations["gateways.health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A gateway's certificates, and whether two boxes speak under it */
        get: operations["identity.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/identity/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Say that the second box is found and stopped; it is noticed again if not */
        delete: operations["clone.settle"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/identity/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a gateway's certificates; its next request is refused and its open stream ends */
        post: operations["identity.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/latest-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a gateway told last, newest first */
        get: operations["events.latest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/permits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras and doors by title, as far as the site permits operators to look at and open them */
        get: operations["permits.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/{gateway}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Day by day what a gateway issued by its own word, and what the cloud has of it, counted row by row */
        get: operations["gateways.proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong with the fleet now, by kind, each with its age */
        get: operations["health.conditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When something counts as wrong */
        get: operations["health.rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save a rule; one under the id of a usual rule takes its place */
        put: operations["health.saveRule"];
        post?: never;
        /** Remove a rule; a usual rule comes back as it was */
        delete: operations["health.removeRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/shelve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a condition aside until a time, with the reason: nobody is told of it, and the page shows it last */
        post: operations["health.shelve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/unshelve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a condition count again */
        post: operations["health.unshelve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done about codes, claims, certificates and copies, newest first */
        get: operations["identity-acts.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A gateway renews its certificate, under the one that it has */
        post: operations["identity.renew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every layer of settings that there is */
        get: operations["layers.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers/{layer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One layer; its ETag is what a change names in If-Match */
        get: operations["layers.get"];
        /** Save a new version of a layer: for all whom it concerns, or for some gateways first */
        put: operations["layers.save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers/{layer}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a change would do, and where each value would come from; nothing is saved */
        post: operations["layers.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers/{layer}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go back to an old version: its content becomes a new version */
        post: operations["layers.rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers/{layer}/take-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what only some gateways have */
        post: operations["layers.takeBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers/{layer}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of a layer and what was done with them, newest first */
        get: operations["layers.versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layers/{layer}/widen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let what some gateways have count for more of them, or for all */
        post: operations["layers.widen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes as they happen: hello, gateways, alarms, refresh (read the lists again), beat (every 4 s) */
        get: operations["live.open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/metrics/gateways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures of each gateway for Prometheus, with a token that may see the fleet */
        get: operations["health.metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/misfits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events that did not match and were kept aside, newest first */
        get: operations["misfits.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Operators with roles at places that you manage */
        get: operations["operators.list"];
        put?: never;
        /** Make an operator; the password is shown once */
        post: operations["operators.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{operator}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an operator a new password; it is shown once */
        post: operations["operators.renewPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{operator}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an operator a role at a place */
        post: operations["roles.give"];
        /** Take a role at a place away from an operator */
        delete: operations["roles.take"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{operator}/second-factor/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask an operator for no code any more, for he has lost his phone; his sessions end */
        post: operations["operators.removeSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{operator}/sessions/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log an operator out wherever he is logged in */
        post: operations["operators.endSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{operator}/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Disable an operator, which ends his sessions, or enable him */
        put: operations["operators.disable"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/permits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What the site lets operators look at and open, by title */
        put: operations["permits.tell"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tenants and their places, with how many gateways stand there */
        get: operations["places.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places/{place}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a place, or change its title and what it hangs below */
        put: operations["places.save"];
        post?: never;
        /** Remove a place below which nothing hangs */
        delete: operations["places.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to install, newest first, and whether this cloud rolls anything out */
        get: operations["releases.list"];
        put?: never;
        /** Add a signed release; its artefact is sent afterwards */
        post: operations["releases.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/releases/{release}/artefact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a piece of the artefact, from an offset; a request may take 30 s. The last one is answered with whole */
        put: operations["releases.sendPiece"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is kept for how long, and what went last */
        get: operations["retention.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep what a gateway, or the gateways of a site, told from a time on, until the order ends */
        post: operations["orders.make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention/orders/{order}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an order to keep before its time */
        post: operations["orders.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollout/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the gateway has to install now; what is no longer listed was called off */
        get: operations["rollout.assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollout/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What became of an attempt, step by step */
        post: operations["rollout.report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest rollouts, newest first, with how many gateways stand how */
        get: operations["rollouts.list"];
        put?: never;
        /** Prepare a rollout; it begins when a second person approves it */
        post: operations["rollouts.prepare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts/{rollout}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rollout: every gateway that the operator sees, and what was done */
        get: operations["rollouts.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts/{rollout}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a rollout that somebody else prepared; it begins */
        post: operations["rollouts.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts/{rollout}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End it: nobody else gets it, and whoever has not switched yet stops */
        post: operations["rollouts.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts/{rollout}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nobody else gets it; whoever has begun goes on */
        post: operations["rollouts.pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts/{rollout}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with what was paused or has halted; what went wrong so far no longer counts */
        post: operations["rollouts.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts/{rollout}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another try for those that ended badly */
        post: operations["rollouts.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts/{rollout}/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End it and go back to what ran before, at all who have it; begins at once */
        post: operations["rollouts.rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rollouts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whom a rollout would reach, and in which groups; nothing is kept. The groups are dealt anew when it is prepared */
        post: operations["rollouts.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether somebody is logged in */
        get: operations["session.get"];
        put?: never;
        /** Log in; the session is a cookie */
        post: operations["session.begin"];
        /** Log out */
        delete: operations["session.end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are logged in */
        get: operations["session.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/list/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End one of your sessions; all but this one where none is named */
        post: operations["session.endOthers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/openid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in with an account of the provider: where to go */
        post: operations["session.beginOpenId"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change your own password; your sessions end */
        put: operations["session.changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a code is asked after your password */
        get: operations["session.secondFactor"];
        /** From now on a code is asked after your password; your other sessions end */
        put: operations["session.confirmSecondFactor"];
        /** A secret for your phone */
        post: operations["session.beginSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes; the old ones open no more */
        post: operations["session.renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/second-factor/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for no code any more; your other sessions end */
        post: operations["session.removeSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What other departments are told, newest first */
        get: operations["shares.list"];
        put?: never;
        /** Ask for a share; somebody else has to approve it */
        post: operations["shares.ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{share}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One share, what was done about it and how its deliveries went */
        get: operations["shares.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{share}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what somebody else has asked for; it runs when its time has come */
        post: operations["shares.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{share}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a share for good; its keys are forgotten */
        post: operations["shares.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{share}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send nothing for now; the share keeps its place */
        post: operations["shares.pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{share}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse what somebody has asked for */
        post: operations["shares.refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{share}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on where a pause began; what arrived meanwhile is sent, up to the end date */
        post: operations["shares.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/{share}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message without any event, to see whether the recipient takes it */
        post: operations["shares.try"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shares/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The last 20 events that would leave, exactly as they would; nothing is kept */
        post: operations["shares.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ways to log in, beside sign and password */
        get: operations["sign-in.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own tokens for programs, with their last use */
        get: operations["tokens.list"];
        put?: never;
        /** Make a token for a program; it is shown once */
        post: operations["tokens.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of your tokens at once */
        delete: operations["tokens.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/twin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings that the gateway shall run with */
        get: operations["twin.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/twin-deeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed which settings, when and why, newest first */
        get: operations["twins.deeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/twin-schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema of the settings, with what each one is and when it takes effect */
        get: operations["twins.schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/twin/reported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What the gateway runs with, and what became of what it was given */
        put: operations["twin.report"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/twins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which gateways run with what they should, and which do not */
        get: operations["twins.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/twins/{gateway}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a gateway should run with, where each value comes from, and what it runs with */
        get: operations["twins.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/twins/{gateway}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a gateway that refused its settings the same ones again */
        post: operations["twins.resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uplink/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store a batch of events; the receipt acknowledges cumulatively */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        epoch: string;
                        events: unknown[];
                        first: number;
                        /** @description lower-case id */
                        gateway: string;
                        /** @enum {unknown} */
                        lane: "alarm" | "event";
                        oldest?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: {
                                /** @description stable, for programs */
                                code: string;
                                /** @description what to do */
                                hint: string;
                                /** @description what and where */
                                message: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: {
                                /** @description stable, for programs */
                                code: string;
                                /** @description what to do */
                                hint: string;
                                /** @description what and where */
                                message: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            acked: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uplink/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how the gateway is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        bootid: string;
                        cameras: {
                            streaming: number;
                            total: number;
                        };
                        devices: {
                            online: number;
                            total: number;
                        };
                        epoch: string;
                        /** @description lower-case id */
                        gateway: string;
                        health?: {
                            atMs: number;
                            cameras?: {
                                1?: {
                                    streaming: number;
                                    total: number;
                                    uptime?: {
                                        overMs: number;
                                        share: number;
                                    };
                                };
                                2?: {
                                    streaming: number;
                                    total: number;
                                    uptime?: {
                                        overMs: number;
                                        share: number;
                                    };
                                };
                                3?: {
                                    streaming: number;
                                    total: number;
                                    uptime?: {
                                        overMs: number;
                                        share: number;
                                    };
                                };
                            };
                            certificateUntilMs?: number;
                            clock?: {
                                believed: boolean;
                                problem?: string;
                                roundTripMs?: number;
                            };
                            databaseBytes?: number;
                            deviceList?: string;
                            devices?: {
                                1?: {
                                    online: number;
                                    total: number;
                                };
                                2?: {
                                    online: number;
                                    total: number;
                                };
                                3?: {
                                    online: number;
                                    total: number;
                                };
                            };
                            disk?: {
                                freeBytes: number;
                                totalBytes: number;
                            };
                            load?: number;
                            memory?: {
                                totalBytes: number;
                                usedBytes: number;
                            };
                            outbox?: {
                                alarm: {
                                    depth: number;
                                    oldestMs?: number;
                                };
                                event: {
                                    depth: number;
                                    oldestMs?: number;
                                };
                            };
                            perceptionLagMs?: number;
                            problems?: string[];
                            settings?: string;
                            temperature?: number;
                            versions?: {
                                id: string;
                                version: string;
                            }[];
                        };
                        lanes: {
                            alarm: {
                                acked: number;
                                issued: number;
                            };
                            event: {
                                acked: number;
                                issued: number;
                            };
                        };
                        /** @description WGS-84, degrees: where the site stands on the operators’ map */
                        location?: {
                            latitude: number;
                            longitude: number;
                        };
                        nowMs: number;
                        /** @description lower-case id */
                        site: string;
                        siteName: string;
                        startedAtMs: number;
                        version: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: {
                                /** @description stable, for programs */
                                code: string;
                                /** @description what to do */
                                hint: string;
                                /** @description what and where */
                                message: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: {
                                /** @description stable, for programs */
                                code: string;
                                /** @description what to do */
                                hint: string;
                                /** @description what and where */
                                message: string;
                            };
                        };
                    };
                };
                /** @description kept */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "acts.list": {
        parameters: {
            query?: {
                before?: number;
                /** @description lower-case id */
                gateway?: string;
                /** @description 100 where left out */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acts: {
                            alarm: string;
                            atMs: number;
                            by: string;
                            /** @description lower-case id */
                            gateway: string;
                            heardMs: number | null;
                            /** @enum {unknown} */
                            kind: "acknowledged" | "noted";
                            note: string | null;
                            position: number;
                        }[];
                    };
                };
            };
        };
    };
    "alarms.list": {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                before?: string;
                /** @description lower-case id */
                gateway?: string;
                /** @description 100 where left out */
                limit?: number;
                /** @description urgency: what is escalated furthest, then by priority, then the one that waits longest */
                order?: "newest" | "urgency";
                priority?: 1 | 2 | 3 | 4;
                /** @description lower-case id */
                site?: string;
                state?: "open" | "raised" | "acknowledged" | "hidden" | "closed" | "duty";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarms: {
                            acknowledgedAtMs: number | null;
                            acknowledgedBy: ("site" | "cloud") | null;
                            /** @description the cause still stands */
                            active: boolean;
                            alarm: string;
                            clearedAtMs: number | null;
                            closedAtMs: number | null;
                            count: number;
                            disposition: ("real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred") | null;
                            drill: boolean;
                            /** @description escalated to the duty desk of the cloud, and no drill */
                            duty: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            /** @description lower-case id */
                            gateway: string;
                            hidden: ("shelved" | "suppressed" | "out-of-service") | null;
                            incident: string | null;
                            lastAtMs: number;
                            /** @description not closed, and not set aside by its gateway */
                            open: boolean;
                            ours: {
                                atMs: number;
                                by: string;
                                heardMs: number | null;
                                /**
                                 * @description of an operator's acknowledgement; `second`: the site was first, and both are kept
                                 * @enum {unknown}
                                 */
                                outcome: "not-heard" | "heard" | "first" | "second";
                            } | null;
                            priority: 1 | 2 | 3 | 4;
                            /** @description by the gateway's clock, as are the next four */
                            raisedAtMs: number;
                            receivedAtMs: number;
                            /** @description the newer of two pictures of one alarm has the greater one */
                            revision: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            site: string;
                            /** @description lower-case id */
                            source: string;
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @description who was told when, by the gateway's clock */
                            told: {
                                atMs: number;
                                level: 0 | 1 | 2 | 3;
                            }[];
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            verdict: ("real" | "false" | "drill") | null;
                        }[];
                        next: string | null;
                        nowMs: number;
                    };
                };
            };
        };
    };
    "alarm.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alarm: string;
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description oldest first */
                        acts: {
                            alarm: string;
                            atMs: number;
                            by: string;
                            /** @description lower-case id */
                            gateway: string;
                            heardMs: number | null;
                            /** @enum {unknown} */
                            kind: "acknowledged" | "noted";
                            note: string | null;
                            position: number;
                        }[];
                        alarm: {
                            acknowledgedAtMs: number | null;
                            acknowledgedBy: ("site" | "cloud") | null;
                            /** @description the cause still stands */
                            active: boolean;
                            alarm: string;
                            clearedAtMs: number | null;
                            closedAtMs: number | null;
                            count: number;
                            disposition: ("real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred") | null;
                            drill: boolean;
                            /** @description escalated to the duty desk of the cloud, and no drill */
                            duty: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            /** @description lower-case id */
                            gateway: string;
                            hidden: ("shelved" | "suppressed" | "out-of-service") | null;
                            incident: string | null;
                            lastAtMs: number;
                            /** @description not closed, and not set aside by its gateway */
                            open: boolean;
                            ours: {
                                atMs: number;
                                by: string;
                                heardMs: number | null;
                                /**
                                 * @description of an operator's acknowledgement; `second`: the site was first, and both are kept
                                 * @enum {unknown}
                                 */
                                outcome: "not-heard" | "heard" | "first" | "second";
                            } | null;
                            priority: 1 | 2 | 3 | 4;
                            /** @description by the gateway's clock, as are the next four */
                            raisedAtMs: number;
                            receivedAtMs: number;
                            /** @description the newer of two pictures of one alarm has the greater one */
                            revision: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            site: string;
                            /** @description lower-case id */
                            source: string;
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @description who was told when, by the gateway's clock */
                            told: {
                                atMs: number;
                                level: 0 | 1 | 2 | 3;
                            }[];
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            verdict: ("real" | "false" | "drill") | null;
                        };
                        /** @description oldest first */
                        steps: {
                            /** @description by the gateway's clock */
                            atMs: number;
                            by: ("site" | "cloud" | "gateway") | null;
                            count: number;
                            disposition: ("real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred") | null;
                            escalation: 0 | 1 | 2 | 3;
                            receivedAtMs: number;
                            state: ("raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed") | "cleared";
                            /** @enum {unknown} */
                            step: "raised" | "repeated" | "raised-again" | "cleared" | "acknowledged" | "acknowledged-too" | "verified" | "dispatched" | "arrived" | "resolved" | "closed" | "reopened" | "escalated" | "shelved" | "unshelved" | "suppressed" | "unsuppressed" | "out-of-service" | "in-service" | "joined-incident" | "noted";
                            verdict: ("real" | "false" | "drill") | null;
                        }[];
                    };
                };
            };
        };
    };
    "alarm.acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alarm: string;
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgedAtMs: number | null;
                        acknowledgedBy: ("site" | "cloud") | null;
                        /** @description the cause still stands */
                        active: boolean;
                        alarm: string;
                        clearedAtMs: number | null;
                        closedAtMs: number | null;
                        count: number;
                        disposition: ("real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred") | null;
                        drill: boolean;
                        /** @description escalated to the duty desk of the cloud, and no drill */
                        duty: boolean;
                        escalation: 0 | 1 | 2 | 3;
                        /** @description lower-case id */
                        gateway: string;
                        hidden: ("shelved" | "suppressed" | "out-of-service") | null;
                        incident: string | null;
                        lastAtMs: number;
                        /** @description not closed, and not set aside by its gateway */
                        open: boolean;
                        ours: {
                            atMs: number;
                            by: string;
                            heardMs: number | null;
                            /**
                             * @description of an operator's acknowledgement; `second`: the site was first, and both are kept
                             * @enum {unknown}
                             */
                            outcome: "not-heard" | "heard" | "first" | "second";
                        } | null;
                        priority: 1 | 2 | 3 | 4;
                        /** @description by the gateway's clock, as are the next four */
                        raisedAtMs: number;
                        receivedAtMs: number;
                        /** @description the newer of two pictures of one alarm has the greater one */
                        revision: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        /** @description lower-case id */
                        site: string;
                        /** @description lower-case id */
                        source: string;
                        /** @enum {unknown} */
                        state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                        /** @description who was told when, by the gateway's clock */
                        told: {
                            atMs: number;
                            level: 0 | 1 | 2 | 3;
                        }[];
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        verdict: ("real" | "false" | "drill") | null;
                    };
                };
            };
        };
    };
    "alarm.note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alarm: string;
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgedAtMs: number | null;
                        acknowledgedBy: ("site" | "cloud") | null;
                        /** @description the cause still stands */
                        active: boolean;
                        alarm: string;
                        clearedAtMs: number | null;
                        closedAtMs: number | null;
                        count: number;
                        disposition: ("real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred") | null;
                        drill: boolean;
                        /** @description escalated to the duty desk of the cloud, and no drill */
                        duty: boolean;
                        escalation: 0 | 1 | 2 | 3;
                        /** @description lower-case id */
                        gateway: string;
                        hidden: ("shelved" | "suppressed" | "out-of-service") | null;
                        incident: string | null;
                        lastAtMs: number;
                        /** @description not closed, and not set aside by its gateway */
                        open: boolean;
                        ours: {
                            atMs: number;
                            by: string;
                            heardMs: number | null;
                            /**
                             * @description of an operator's acknowledgement; `second`: the site was first, and both are kept
                             * @enum {unknown}
                             */
                            outcome: "not-heard" | "heard" | "first" | "second";
                        } | null;
                        priority: 1 | 2 | 3 | 4;
                        /** @description by the gateway's clock, as are the next four */
                        raisedAtMs: number;
                        receivedAtMs: number;
                        /** @description the newer of two pictures of one alarm has the greater one */
                        revision: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        /** @description lower-case id */
                        site: string;
                        /** @description lower-case id */
                        source: string;
                        /** @enum {unknown} */
                        state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                        /** @description who was told when, by the gateway's clock */
                        told: {
                            atMs: number;
                            level: 0 | 1 | 2 | 3;
                        }[];
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        verdict: ("real" | "false" | "drill") | null;
                    };
                };
            };
        };
    };
    "rollout.artefact": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
        };
    };
    "audit.list": {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                before?: string;
                /** @description lower-case id */
                gateway?: string;
                /** @description 100 where left out */
                limit?: number;
                operator?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acts: {
                            atMs: number;
                            /** @description the sign */
                            by: string;
                            deed: string;
                            gateway: string | null;
                            layer: string | null;
                            operator: string | null;
                            place: string | null;
                            position: number;
                            reason: string | null;
                            /**
                             * @description which room keeps it
                             * @enum {unknown}
                             */
                            source: "log" | "identity" | "settings" | "alarms";
                            subject: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
        };
    };
    "claim-code.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description automatic: accepted by itself where nothing speaks against it
                     * @enum {unknown}
                     */
                    accept: "operator" | "automatic";
                    /** @description lower-case id */
                    gateway?: string;
                    /** @description lower-case id */
                    site?: string;
                    /** @default 24 */
                    validForHours?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description automatic: accepted by itself where nothing speaks against it
                         * @enum {unknown}
                         */
                        accept: "operator" | "automatic";
                        expiresAtMs: number;
                        gateway: string | null;
                        id: string;
                        site: string | null;
                        /** @description the QR code as a drawing */
                        svg: string;
                        /** @description to be read out and typed; shown this once */
                        text: string;
                        /** @description the address that the QR code holds */
                        uri: string;
                        /** @description where gateways connect */
                        url: string;
                    };
                };
            };
        };
    };
    "claim-code.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "claims.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description waiting ones oldest first, then decided ones newest first */
                        claims: {
                            /** @description from where it asked */
                            address: string;
                            askedAtMs: number;
                            decidedAtMs: number | null;
                            decidedBy: string | null;
                            facts: {
                                /** @description lower-case id */
                                gateway: string;
                                /** @description SHA-256 of what is stable for the box and of the gateway id; the same after a lost disk */
                                hardware: string;
                                /** @description of the box, as it names itself */
                                model: string;
                                /** @description lower-case id */
                                site: string;
                                siteName: string;
                                version: string;
                            };
                            id: string;
                            kinship: ("new" | "returning" | "known-gateway" | "other-box" | "revoked") | null;
                            /** @enum {unknown} */
                            state: "waiting" | "accepted" | "refused";
                            why: ("not-ours" | "wrong-site" | "duplicate" | "other") | null;
                        }[];
                        codes: {
                            /**
                             * @description automatic: accepted by itself where nothing speaks against it
                             * @enum {unknown}
                             */
                            accept: "operator" | "automatic";
                            by: string;
                            createdAtMs: number;
                            expiresAtMs: number;
                            gateway: string | null;
                            id: string;
                            site: string | null;
                        }[];
                        nowMs: number;
                        url: string | null;
                    };
                };
            };
        };
    };
    "claim.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CSR: PKCS #10, PEM, ECDSA P-256; its subject says nothing */
        requestBody: {
            content: {
                "application/json": {
                    /** @description 60 random bits */
                    code: string;
                    csr: string;
                    facts: {
                        /** @description lower-case id */
                        gateway: string;
                        /** @description SHA-256 of what is stable for the box and of the gateway id; the same after a lost disk */
                        hardware: string;
                        /** @description of the box, as it names itself */
                        model: string;
                        /** @description lower-case id */
                        site: string;
                        siteName: string;
                        version: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claim: string;
                        nowMs: number;
                        pollAfterS: number;
                    };
                };
            };
        };
    };
    "claim.standing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nowMs: number;
                        pollAfterS: number;
                        /** @enum {string} */
                        state: "waiting";
                    } | {
                        identity: {
                            ca: string;
                            certificate: string;
                            /** @description lower-case id */
                            gateway: string;
                            issuedAtMs: number;
                            nowMs: number;
                            /** @description lower-case id */
                            site: string;
                            validUntilMs: number;
                        };
                        /** @enum {string} */
                        state: "accepted";
                    } | {
                        /** @enum {string} */
                        state: "refused";
                        /** @enum {unknown} */
                        why: "not-ours" | "wrong-site" | "duplicate" | "other";
                    };
                };
            };
        };
    };
    "claim.accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    replace?: boolean;
                    /** @description lower-case id */
                    site?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description from where it asked */
                        address: string;
                        askedAtMs: number;
                        decidedAtMs: number | null;
                        decidedBy: string | null;
                        facts: {
                            /** @description lower-case id */
                            gateway: string;
                            /** @description SHA-256 of what is stable for the box and of the gateway id; the same after a lost disk */
                            hardware: string;
                            /** @description of the box, as it names itself */
                            model: string;
                            /** @description lower-case id */
                            site: string;
                            siteName: string;
                            version: string;
                        };
                        id: string;
                        kinship: ("new" | "returning" | "known-gateway" | "other-box" | "revoked") | null;
                        /** @enum {unknown} */
                        state: "waiting" | "accepted" | "refused";
                        why: ("not-ours" | "wrong-site" | "duplicate" | "other") | null;
                    };
                };
            };
        };
    };
    "claim.refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    why: "not-ours" | "wrong-site" | "duplicate" | "other";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description from where it asked */
                        address: string;
                        askedAtMs: number;
                        decidedAtMs: number | null;
                        decidedBy: string | null;
                        facts: {
                            /** @description lower-case id */
                            gateway: string;
                            /** @description SHA-256 of what is stable for the box and of the gateway id; the same after a lost disk */
                            hardware: string;
                            /** @description of the box, as it names itself */
                            model: string;
                            /** @description lower-case id */
                            site: string;
                            siteName: string;
                            version: string;
                        };
                        id: string;
                        kinship: ("new" | "returning" | "known-gateway" | "other-box" | "revoked") | null;
                        /** @enum {unknown} */
                        state: "waiting" | "accepted" | "refused";
                        why: ("not-ours" | "wrong-site" | "duplicate" | "other") | null;
                    };
                };
            };
        };
    };
    "commands.list": {
        parameters: {
            query?: {
                /** @description lower-case id */
                gateway?: string;
                limit?: number;
                state?: "asked" | "sent" | "begun" | "done" | "refused" | "failed" | "expired" | "declined" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        commands: {
                            /** @description sign */
                            askedBy: string;
                            askedMs: number;
                            begunMs: number | null;
                            code: string | null;
                            decidedBy: string | null;
                            decidedMs: number | null;
                            endedMs: number | null;
                            /** @description lower-case id */
                            gateway: string;
                            id: string;
                            /** @enum {unknown} */
                            kind: "restart" | "snapshot" | "live-view" | "log-bundle" | "diagnostics" | "open-door" | "device-approve" | "device-revoke";
                            /** @description the reader asked it himself, and so cannot approve it */
                            own: boolean;
                            result: {
                                bytes: number;
                                /** @description false after its time */
                                here: boolean;
                                sha256: string;
                                type: string;
                                untilMs: number;
                            } | null;
                            sentMs: number | null;
                            /** @enum {unknown} */
                            state: "asked" | "sent" | "begun" | "done" | "refused" | "failed" | "expired" | "declined" | "withdrawn";
                            /** @description asked: until when it may be approved; sent: until when the gateway may begin */
                            untilMs: number;
                            what: {
                                /** @enum {string} */
                                kind: "restart";
                            } | {
                                /** @description lower-case id */
                                camera: string;
                                /** @enum {string} */
                                kind: "snapshot";
                            } | {
                                /** @description lower-case id */
                                camera: string;
                                /** @enum {string} */
                                kind: "live-view";
                            } | {
                                /** @enum {string} */
                                kind: "log-bundle";
                                sinceMs: number;
                            } | {
                                /** @enum {string} */
                                kind: "diagnostics";
                            } | {
                                /** @description lower-case id */
                                door: string;
                                /** @enum {string} */
                                kind: "open-door";
                            } | {
                                /** @description lower-case id */
                                device: string;
                                /** @enum {string} */
                                kind: "device-approve";
                                revision: number;
                            } | {
                                /** @description lower-case id */
                                device: string;
                                /** @enum {string} */
                                kind: "device-revoke";
                            };
                            why: string;
                        }[];
                        nowMs: number;
                    };
                };
            };
        };
    };
    "commands.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description sign */
                        askedBy: string;
                        askedMs: number;
                        begunMs: number | null;
                        code: string | null;
                        decidedBy: string | null;
                        decidedMs: number | null;
                        endedMs: number | null;
                        /** @description lower-case id */
                        gateway: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "restart" | "snapshot" | "live-view" | "log-bundle" | "diagnostics" | "open-door" | "device-approve" | "device-revoke";
                        /** @description the reader asked it himself, and so cannot approve it */
                        own: boolean;
                        result: {
                            bytes: number;
                            /** @description false after its time */
                            here: boolean;
                            sha256: string;
                            type: string;
                            untilMs: number;
                        } | null;
                        sentMs: number | null;
                        /** @enum {unknown} */
                        state: "asked" | "sent" | "begun" | "done" | "refused" | "failed" | "expired" | "declined" | "withdrawn";
                        /** @description asked: until when it may be approved; sent: until when the gateway may begin */
                        untilMs: number;
                        what: {
                            /** @enum {string} */
                            kind: "restart";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "snapshot";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "live-view";
                        } | {
                            /** @enum {string} */
                            kind: "log-bundle";
                            sinceMs: number;
                        } | {
                            /** @enum {string} */
                            kind: "diagnostics";
                        } | {
                            /** @description lower-case id */
                            door: string;
                            /** @enum {string} */
                            kind: "open-door";
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-approve";
                            revision: number;
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-revoke";
                        };
                        why: string;
                    };
                };
            };
        };
    };
    "commands.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description sign */
                        askedBy: string;
                        askedMs: number;
                        begunMs: number | null;
                        code: string | null;
                        decidedBy: string | null;
                        decidedMs: number | null;
                        endedMs: number | null;
                        /** @description lower-case id */
                        gateway: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "restart" | "snapshot" | "live-view" | "log-bundle" | "diagnostics" | "open-door" | "device-approve" | "device-revoke";
                        /** @description the reader asked it himself, and so cannot approve it */
                        own: boolean;
                        result: {
                            bytes: number;
                            /** @description false after its time */
                            here: boolean;
                            sha256: string;
                            type: string;
                            untilMs: number;
                        } | null;
                        sentMs: number | null;
                        /** @enum {unknown} */
                        state: "asked" | "sent" | "begun" | "done" | "refused" | "failed" | "expired" | "declined" | "withdrawn";
                        /** @description asked: until when it may be approved; sent: until when the gateway may begin */
                        untilMs: number;
                        what: {
                            /** @enum {string} */
                            kind: "restart";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "snapshot";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "live-view";
                        } | {
                            /** @enum {string} */
                            kind: "log-bundle";
                            sinceMs: number;
                        } | {
                            /** @enum {string} */
                            kind: "diagnostics";
                        } | {
                            /** @description lower-case id */
                            door: string;
                            /** @enum {string} */
                            kind: "open-door";
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-approve";
                            revision: number;
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-revoke";
                        };
                        why: string;
                    };
                };
            };
        };
    };
    "commands.decline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description sign */
                        askedBy: string;
                        askedMs: number;
                        begunMs: number | null;
                        code: string | null;
                        decidedBy: string | null;
                        decidedMs: number | null;
                        endedMs: number | null;
                        /** @description lower-case id */
                        gateway: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "restart" | "snapshot" | "live-view" | "log-bundle" | "diagnostics" | "open-door" | "device-approve" | "device-revoke";
                        /** @description the reader asked it himself, and so cannot approve it */
                        own: boolean;
                        result: {
                            bytes: number;
                            /** @description false after its time */
                            here: boolean;
                            sha256: string;
                            type: string;
                            untilMs: number;
                        } | null;
                        sentMs: number | null;
                        /** @enum {unknown} */
                        state: "asked" | "sent" | "begun" | "done" | "refused" | "failed" | "expired" | "declined" | "withdrawn";
                        /** @description asked: until when it may be approved; sent: until when the gateway may begin */
                        untilMs: number;
                        what: {
                            /** @enum {string} */
                            kind: "restart";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "snapshot";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "live-view";
                        } | {
                            /** @enum {string} */
                            kind: "log-bundle";
                            sinceMs: number;
                        } | {
                            /** @enum {string} */
                            kind: "diagnostics";
                        } | {
                            /** @description lower-case id */
                            door: string;
                            /** @enum {string} */
                            kind: "open-door";
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-approve";
                            revision: number;
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-revoke";
                        };
                        why: string;
                    };
                };
            };
        };
    };
    "commands.watch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
        };
    };
    "commands.result": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                    "image/jpeg": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                    "image/jpeg": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
        };
    };
    "commands.withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                command: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description sign */
                        askedBy: string;
                        askedMs: number;
                        begunMs: number | null;
                        code: string | null;
                        decidedBy: string | null;
                        decidedMs: number | null;
                        endedMs: number | null;
                        /** @description lower-case id */
                        gateway: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "restart" | "snapshot" | "live-view" | "log-bundle" | "diagnostics" | "open-door" | "device-approve" | "device-revoke";
                        /** @description the reader asked it himself, and so cannot approve it */
                        own: boolean;
                        result: {
                            bytes: number;
                            /** @description false after its time */
                            here: boolean;
                            sha256: string;
                            type: string;
                            untilMs: number;
                        } | null;
                        sentMs: number | null;
                        /** @enum {unknown} */
                        state: "asked" | "sent" | "begun" | "done" | "refused" | "failed" | "expired" | "declined" | "withdrawn";
                        /** @description asked: until when it may be approved; sent: until when the gateway may begin */
                        untilMs: number;
                        what: {
                            /** @enum {string} */
                            kind: "restart";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "snapshot";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "live-view";
                        } | {
                            /** @enum {string} */
                            kind: "log-bundle";
                            sinceMs: number;
                        } | {
                            /** @enum {string} */
                            kind: "diagnostics";
                        } | {
                            /** @description lower-case id */
                            door: string;
                            /** @enum {string} */
                            kind: "open-door";
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-approve";
                            revision: number;
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-revoke";
                        };
                        why: string;
                    };
                };
            };
        };
    };
    "commands.begin": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        expiresAtMs: number;
                        /** @enum {string} */
                        leave: "go";
                        nowMs: number;
                    } | {
                        /** @enum {string} */
                        leave: "no";
                        nowMs: number;
                        /** @enum {unknown} */
                        why: "withdrawn" | "expired" | "begun" | "unknown";
                    };
                };
            };
        };
    };
    "relays.open": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
        };
    };
    "commands.putResult": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "ddiTargets.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        targets: {
                            atMs: number;
                            attributes: {
                                [key: string]: string;
                            } | null;
                            by: string;
                            /** @description lower-case id */
                            id: string;
                            polledMs: number | null;
                            site: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "ddiTargets.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lower-case id */
                    id: string;
                    /** @description lower-case id */
                    site?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description lower-case id */
                        id: string;
                        token: string;
                    };
                };
            };
        };
    };
    "ddiTargets.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "deskRounds.list": {
        parameters: {
            query?: {
                alarm?: string;
                /** @description lower-case id */
                gateway?: string;
                /** @description 100 where left out */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nowMs: number;
                        rounds: {
                            alarm: string;
                            begunAtMs: number;
                            endedAtMs: number | null;
                            endedBy: string | null;
                            /** @description lower-case id */
                            gateway: string;
                            nextAtMs: number | null;
                            /** @description an alarm that is reopened begins another */
                            round: number;
                            steps: {
                                atMs: number;
                                /** @enum {unknown} */
                                level: "site" | "district" | "city";
                                place: string;
                                /** @description signs of who had duty there: from then on it was theirs on their desks; empty: nobody had */
                                told: string[];
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    "deskWaits.set": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tenant:ID, or cloud for all that have none of their own */
                place: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    districtMinutes: number;
                    siteMinutes: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "devices.toLookAt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gateways: {
                            /** @description lower-case id */
                            gateway: string;
                            revoked: number;
                            waiting: number;
                        }[];
                    };
                };
            };
        };
    };
    "devices.tell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    atMs: number;
                    devices: {
                        approvedHardware?: string;
                        /** @enum {unknown} */
                        by?: "site" | "cloud" | "gateway";
                        changedMs?: number;
                        clonedMs?: number;
                        firmware?: string;
                        hardware?: string;
                        held?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        kind: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay";
                        name: {
                            en: string;
                            zh: string;
                        };
                        revision: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        sinceMs: number;
                        /** @enum {unknown} */
                        standing: "waiting" | "approved" | "revoked";
                        /** @enum {unknown} */
                        state: "online" | "lost" | "unknown";
                        /** @description lower-case id */
                        zone?: string;
                    }[];
                    etag: string;
                    omitted: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "downlink.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
        };
    };
    "downlink.heard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    epoch: string;
                    seq: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "events.list": {
        parameters: {
            query?: {
                after?: number;
                /** @description lower-case id */
                gateway?: string;
                /** @description 100 where left out */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            event: {
                                bootid: string;
                                data: {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                datacontenttype: "application/json";
                                epoch: string;
                                id: string;
                                /** @enum {unknown} */
                                lane: "alarm" | "event";
                                replayed: boolean;
                                sequence: string;
                                source: string;
                                /** @enum {string} */
                                specversion: "1.0";
                                subject?: string;
                                time: string;
                                traceparent?: string;
                                /** @enum {unknown} */
                                type: "ringward.alarm.raised" | "ringward.alarm.acknowledged" | "ringward.alarm.cleared" | "ringward.alarm.handled" | "ringward.access.decided" | "ringward.gateway.started" | "ringward.ledger.anchored" | "ringward.outbox.sealed" | "ringward.mode.changed" | "ringward.command.done";
                            };
                            position: number;
                            receivedAtMs: number;
                        }[];
                        next: number;
                    };
                };
            };
        };
    };
    "gateways.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gateways: {
                            access24h: {
                                askGuard: number;
                                denied: number;
                                granted: number;
                            };
                            asOfMs: number;
                            clonedSinceMs: number | null;
                            /** @description lower-case id */
                            gateway: string;
                            identity: {
                                issuedAtMs: number;
                                /**
                                 * @description of the certificate that counts
                                 * @enum {unknown}
                                 */
                                state: "valid" | "expired" | "revoked";
                                validUntilMs: number;
                            } | null;
                            /** @description of the present epoch */
                            lanes: {
                                alarm: {
                                    /** @description stored or kept aside by the cloud, without a gap */
                                    acked: number;
                                    issued: number | null;
                                    /** @description acknowledged to the gateway, yet not in the store */
                                    missing: number;
                                    waiting: number | null;
                                };
                                event: {
                                    /** @description stored or kept aside by the cloud, without a gap */
                                    acked: number;
                                    issued: number | null;
                                    /** @description acknowledged to the gateway, yet not in the store */
                                    missing: number;
                                    waiting: number | null;
                                };
                            };
                            lastSeenMs: number | null;
                            openAlarms: {
                                p1: number;
                                p2: number;
                                p3: number;
                                p4: number;
                            };
                            /** @enum {unknown} */
                            state: "online" | "offline" | "never-seen";
                            status: {
                                atMs: number;
                                cameras: {
                                    streaming: number;
                                    total: number;
                                };
                                /** @description the gateway's clock minus the cloud's, on arrival */
                                clockOffsetMs: number;
                                devices: {
                                    online: number;
                                    total: number;
                                };
                                epoch: string;
                                location: {
                                    latitude: number;
                                    longitude: number;
                                } | null;
                                /** @description lower-case id */
                                site: string;
                                siteName: string;
                                /** @description by the gateway's clock */
                                startedAtMs: number;
                                version: string;
                            } | null;
                            totals: {
                                /** @description arrived again and had no effect */
                                duplicates: number;
                                /** @description batches that started too far on and were refused */
                                gaps: number;
                                missing: number;
                                /** @description did not match and were kept aside */
                                quarantined: number;
                                stored: number;
                            };
                        }[];
                        nowMs: number;
                    };
                };
            };
        };
    };
    "anchors.list": {
        parameters: {
            query?: {
                /** @description 1000 where left out */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        anchors: {
                            atMs: number;
                            epoch: string;
                            /** @description SHA-256 */
                            hash: string;
                            receivedAtMs: number;
                            seq: number;
                            /** @description by the site key */
                            signature: string;
                        }[];
                        /** @description lower-case id */
                        gateway: string;
                    };
                };
            };
        };
    };
    "gateway.audit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfMs: number;
                        comparedEvents: number;
                        /** @description messages to the gateway */
                        downlink: {
                            acked: number;
                            issued: number;
                            /** @description wait for the gateway and are not there any more, counted row by row */
                            missing: number;
                            /** @description acts of operators that never became a message */
                            unsent: number;
                        };
                        /** @description events that say the same at the same time under two sequences, among the latest comparedEvents */
                        duplicatesStored: number;
                        /** @description lower-case id */
                        gateway: string;
                        /** @description sum over the streams, counted row by row */
                        missing: number;
                        streams: {
                            acked: number;
                            duplicates: number;
                            epoch: string;
                            gaps: number;
                            issued: number | null;
                            /** @enum {unknown} */
                            lane: "alarm" | "event";
                            missing: number;
                            missingRanges: {
                                from: number;
                                to: number;
                            }[];
                            quarantined: number;
                            stored: number;
                            /** @description everything up to here was let go for its age */
                            swept: number;
                            waiting: number | null;
                        }[];
                    };
                };
            };
        };
    };
    "commands.ask": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    what: {
                        /** @enum {string} */
                        kind: "restart";
                    } | {
                        /** @description lower-case id */
                        camera: string;
                        /** @enum {string} */
                        kind: "snapshot";
                    } | {
                        /** @description lower-case id */
                        camera: string;
                        /** @enum {string} */
                        kind: "live-view";
                    } | {
                        /** @enum {string} */
                        kind: "log-bundle";
                        sinceMs: number;
                    } | {
                        /** @enum {string} */
                        kind: "diagnostics";
                    } | {
                        /** @description lower-case id */
                        door: string;
                        /** @enum {string} */
                        kind: "open-door";
                    } | {
                        /** @description lower-case id */
                        device: string;
                        /** @enum {string} */
                        kind: "device-approve";
                        revision: number;
                    } | {
                        /** @description lower-case id */
                        device: string;
                        /** @enum {string} */
                        kind: "device-revoke";
                    };
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description sign */
                        askedBy: string;
                        askedMs: number;
                        begunMs: number | null;
                        code: string | null;
                        decidedBy: string | null;
                        decidedMs: number | null;
                        endedMs: number | null;
                        /** @description lower-case id */
                        gateway: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "restart" | "snapshot" | "live-view" | "log-bundle" | "diagnostics" | "open-door" | "device-approve" | "device-revoke";
                        /** @description the reader asked it himself, and so cannot approve it */
                        own: boolean;
                        result: {
                            bytes: number;
                            /** @description false after its time */
                            here: boolean;
                            sha256: string;
                            type: string;
                            untilMs: number;
                        } | null;
                        sentMs: number | null;
                        /** @enum {unknown} */
                        state: "asked" | "sent" | "begun" | "done" | "refused" | "failed" | "expired" | "declined" | "withdrawn";
                        /** @description asked: until when it may be approved; sent: until when the gateway may begin */
                        untilMs: number;
                        what: {
                            /** @enum {string} */
                            kind: "restart";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "snapshot";
                        } | {
                            /** @description lower-case id */
                            camera: string;
                            /** @enum {string} */
                            kind: "live-view";
                        } | {
                            /** @enum {string} */
                            kind: "log-bundle";
                            sinceMs: number;
                        } | {
                            /** @enum {string} */
                            kind: "diagnostics";
                        } | {
                            /** @description lower-case id */
                            door: string;
                            /** @enum {string} */
                            kind: "open-door";
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-approve";
                            revision: number;
                        } | {
                            /** @description lower-case id */
                            device: string;
                            /** @enum {string} */
                            kind: "device-revoke";
                        };
                        why: string;
                    };
                };
            };
        };
    };
    "devices.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        current: boolean | null;
                        devices: {
                            approvedHardware?: string;
                            /** @enum {unknown} */
                            by?: "site" | "cloud" | "gateway";
                            changedMs?: number;
                            clonedMs?: number;
                            firmware?: string;
                            hardware?: string;
                            held?: number;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay";
                            name: {
                                en: string;
                                zh: string;
                            };
                            revision: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            sinceMs: number;
                            /** @enum {unknown} */
                            standing: "waiting" | "approved" | "revoked";
                            /** @enum {unknown} */
                            state: "online" | "lost" | "unknown";
                            /** @description lower-case id */
                            zone?: string;
                        }[];
                        /** @description lower-case id */
                        gateway: string;
                        heardMs: number | null;
                        nowMs: number;
                        /** @description so many more there are */
                        omitted: number;
                        receivedMs: number | null;
                    };
                };
            };
        };
    };
    "gateways.health": {
        parameters: {
            query?: {
                from?: number;
                to?: number;
            };
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fromMs: number;
                        /** @description lower-case id */
                        gateway: string;
                        /** @description oldest first, 500 at most; of each span of time the worst */
                        points: {
                            atMs: number;
                            clockErrorMs: number | null;
                            clockOffsetMs: number | null;
                            databaseMb: number | null;
                            devicesOnline: number | null;
                            devicesTotal: number | null;
                            diskFreeMb: number | null;
                            diskTotalMb: number | null;
                            loadPermille: number | null;
                            memoryUsedMb: number | null;
                            oldestWaitingMs: number | null;
                            perceptionLagMs: number | null;
                            problems: number | null;
                            ring1Streaming: number | null;
                            ring1Total: number | null;
                            ring2Streaming: number | null;
                            ring2Total: number | null;
                            ring3Streaming: number | null;
                            ring3Total: number | null;
                            temperatureDeci: number | null;
                            waitingAlarm: number | null;
                            waitingEvent: number | null;
                        }[];
                        toMs: number;
                    };
                };
            };
        };
    };
    "identity.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description newest first */
                        certificates: {
                            endedAtMs: number | null;
                            endedWhy: ("revoked" | "replaced" | "renewed") | null;
                            fingerprint: string;
                            firstUsedAtMs: number | null;
                            hardware: string;
                            issuedAtMs: number;
                            /** @description lower-case id */
                            site: string;
                            validUntilMs: number;
                        }[];
                        clone: {
                            addresses: string[];
                            boots: string[];
                            noticedAtMs: number;
                        } | null;
                        /** @description lower-case id */
                        gateway: string;
                        nowMs: number;
                    };
                };
            };
        };
    };
    "clone.settle": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "identity.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "events.latest": {
        parameters: {
            query?: {
                /** @description 50 where left out */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            event: {
                                bootid: string;
                                data: {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                datacontenttype: "application/json";
                                epoch: string;
                                id: string;
                                /** @enum {unknown} */
                                lane: "alarm" | "event";
                                replayed: boolean;
                                sequence: string;
                                source: string;
                                /** @enum {string} */
                                specversion: "1.0";
                                subject?: string;
                                time: string;
                                traceparent?: string;
                                /** @enum {unknown} */
                                type: "ringward.alarm.raised" | "ringward.alarm.acknowledged" | "ringward.alarm.cleared" | "ringward.alarm.handled" | "ringward.access.decided" | "ringward.gateway.started" | "ringward.ledger.anchored" | "ringward.outbox.sealed" | "ringward.mode.changed" | "ringward.command.done";
                            };
                            position: number;
                            receivedAtMs: number;
                        }[];
                    };
                };
            };
        };
    };
    "permits.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        permits: {
                            cameras: {
                                /** @description lower-case id */
                                id: string;
                                live: boolean;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                snapshot: boolean;
                            }[];
                            doors: {
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            liveMinutes: number;
                        } | null;
                        receivedMs: number | null;
                    };
                };
            };
        };
    };
    "gateways.proof": {
        parameters: {
            query?: {
                /** @description 30 where left out */
                days?: number;
            };
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asOfMs: number;
                        /** @description newest first; a day that is null is what came after the last one that is over */
                        days: {
                            anchor: {
                                /**
                                 * @description whether the anchors of its ledger say the same
                                 * @enum {unknown}
                                 */
                                agrees: "yes" | "no" | "unknown";
                                atMs: number;
                                hash: string;
                                seq: number;
                                signature: string;
                            } | null;
                            day: string | null;
                            duplicate: number;
                            epoch: string;
                            /** @description by the gateway's word */
                            issued: number;
                            missing: number;
                            missingRanges: {
                                from: number;
                                /** @enum {unknown} */
                                lane: "alarm" | "event";
                                to: number;
                            }[];
                            received: number;
                            /** @description not acknowledged yet */
                            waiting: number;
                        }[];
                        duplicate: number;
                        /** @description lower-case id */
                        gateway: string;
                        issued: number;
                        missing: number;
                        received: number;
                    };
                };
            };
        };
    };
    "health.conditions": {
        parameters: {
            query?: {
                /** @description lower-case id */
                gateway?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description of which something is wrong and not shelved */
                        gateways: number;
                        groups: {
                            /** @description the longest first, 500 at most; shelved ones last */
                            conditions: {
                                /** @description when what it rests on was said; a figure of long ago is an old one */
                                asOfMs: number;
                                /** @description lower-case id */
                                gateway: string;
                                id: string;
                                openedMs: number;
                                /** @description lower-case id */
                                rule: string;
                                shelf: {
                                    atMs: number;
                                    by: string;
                                    untilMs: number;
                                    why: string;
                                } | null;
                                /** @description since when it has been so */
                                sinceMs: number;
                                /** @description ring-1, ring-2, ring-3, or the code of a problem; else empty */
                                subject: string;
                                value: number | null;
                            }[];
                            /** @description of all, shelved ones too */
                            count: number;
                            /** @enum {unknown} */
                            kind: "offline" | "disk" | "temperature" | "clock" | "queue" | "cameras" | "certificate" | "drift" | "missing" | "problem";
                            shelved: number;
                            unit: string;
                        }[];
                        lookedAtMs: number | null;
                        nowMs: number;
                    };
                };
            };
        };
    };
    "health.rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            /** @description lower-case id */
                            id: string;
                            /** @description what a change names; 0: as it came with the program */
                            revision: number;
                            rule: {
                                code?: string;
                                enabled: boolean;
                                holdS: number;
                                /** @enum {unknown} */
                                kind: "offline" | "disk" | "temperature" | "clock" | "queue" | "cameras" | "certificate" | "drift" | "missing" | "problem";
                                note?: string;
                                notify: boolean;
                                /** @description 1 entrances, 2 inner public area, 3 unit doors */
                                ring?: 1 | 2 | 3;
                                /** @description fleet, tenant:ID, site:ID or gateway:ID */
                                scope: string;
                                threshold: number;
                            };
                            /** @enum {unknown} */
                            sense: "above" | "below";
                            unit: string;
                        }[];
                    };
                };
            };
        };
    };
    "health.saveRule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the rule that was looked at; 0 for a new one */
                    revision: number;
                    rule: {
                        code?: string;
                        enabled: boolean;
                        holdS: number;
                        /** @enum {unknown} */
                        kind: "offline" | "disk" | "temperature" | "clock" | "queue" | "cameras" | "certificate" | "drift" | "missing" | "problem";
                        note?: string;
                        notify: boolean;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring?: 1 | 2 | 3;
                        /** @description fleet, tenant:ID, site:ID or gateway:ID */
                        scope: string;
                        threshold: number;
                    };
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description lower-case id */
                        id: string;
                        /** @description what a change names; 0: as it came with the program */
                        revision: number;
                        rule: {
                            code?: string;
                            enabled: boolean;
                            holdS: number;
                            /** @enum {unknown} */
                            kind: "offline" | "disk" | "temperature" | "clock" | "queue" | "cameras" | "certificate" | "drift" | "missing" | "problem";
                            note?: string;
                            notify: boolean;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring?: 1 | 2 | 3;
                            /** @description fleet, tenant:ID, site:ID or gateway:ID */
                            scope: string;
                            threshold: number;
                        };
                        /** @enum {unknown} */
                        sense: "above" | "below";
                        unit: string;
                    };
                };
            };
        };
    };
    "health.removeRule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the rule that was looked at; 0 for a new one */
                    revision: number;
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "health.shelve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lower-case id */
                    gateway: string;
                    /** @enum {unknown} */
                    kind: "offline" | "disk" | "temperature" | "clock" | "queue" | "cameras" | "certificate" | "drift" | "missing" | "problem";
                    subject?: string;
                    untilMs: number;
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "health.unshelve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lower-case id */
                    gateway: string;
                    /** @enum {unknown} */
                    kind: "offline" | "disk" | "temperature" | "clock" | "queue" | "cameras" | "certificate" | "drift" | "missing" | "problem";
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "identity-acts.list": {
        parameters: {
            query?: {
                before?: number;
                /** @description lower-case id */
                gateway?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description newest first */
                        acts: {
                            atMs: number;
                            by: string;
                            deed: string;
                            gateway: string | null;
                            position: number;
                            reason: string | null;
                            subject: string;
                        }[];
                    };
                };
            };
        };
    };
    "identity.renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    csr: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ca: string;
                        certificate: string;
                        /** @description lower-case id */
                        gateway: string;
                        issuedAtMs: number;
                        nowMs: number;
                        /** @description lower-case id */
                        site: string;
                        validUntilMs: number;
                    };
                };
            };
        };
    };
    "layers.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        layers: {
                            /** @description for If-Match, with its quotes */
                            etag: string;
                            latest: number;
                            /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                            layer: string;
                            released: {
                                /** @description RFC 7396; null takes away what lower layers say */
                                content: {
                                    [key: string]: unknown;
                                };
                                members: string[];
                                /** @description a group's: the greater one counts */
                                priority: number;
                                version: number;
                            } | null;
                            staged: ({
                                /** @description RFC 7396; null takes away what lower layers say */
                                content: {
                                    [key: string]: unknown;
                                };
                                members: string[];
                                /** @description a group's: the greater one counts */
                                priority: number;
                                version: number;
                            } & {
                                only: string[];
                            }) | null;
                        }[];
                    };
                };
            };
        };
    };
    "layers.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                layer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for If-Match, with its quotes */
                        etag: string;
                        latest: number;
                        /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                        layer: string;
                        released: {
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } | null;
                        staged: ({
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } & {
                            only: string[];
                        }) | null;
                    };
                };
            };
        };
    };
    "layers.save": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                layer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description RFC 7396; null takes away what lower layers say */
                    content: {
                        [key: string]: unknown;
                    };
                    members?: string[];
                    /** @description for these gateways first; all if left out */
                    only?: string[];
                    /** @description of a group */
                    priority?: number;
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for If-Match, with its quotes */
                        etag: string;
                        latest: number;
                        /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                        layer: string;
                        released: {
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } | null;
                        staged: ({
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } & {
                            only: string[];
                        }) | null;
                    };
                };
            };
        };
    };
    "layers.preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                layer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description RFC 7396; null takes away what lower layers say */
                    content: {
                        [key: string]: unknown;
                    };
                    /** @description lower-case id */
                    gateway?: string;
                    members?: string[];
                    /** @description for these gateways first; all if left out */
                    only?: string[];
                    /** @description of a group */
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                        needRestart: number;
                        refused: {
                            field: string;
                            gateway: string | null;
                            problem: string;
                        }[];
                        /** @description the first of those that change, or the one that was asked for */
                        twins: {
                            after: {
                                /** @description RFC 7396; null takes away what lower layers say */
                                document: {
                                    [key: string]: unknown;
                                };
                                /** @description the layer that each value comes from */
                                origins: {
                                    [key: string]: string;
                                };
                            };
                            differences: {
                                from?: unknown;
                                /** @description from which the new value comes */
                                layer?: string;
                                path: string;
                                to?: unknown;
                            }[];
                            /** @description lower-case id */
                            gateway: string;
                            needsRestart: boolean;
                            site: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "layers.rollBack": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                layer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for these gateways first; all if left out */
                    only?: string[];
                    version: number;
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for If-Match, with its quotes */
                        etag: string;
                        latest: number;
                        /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                        layer: string;
                        released: {
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } | null;
                        staged: ({
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } & {
                            only: string[];
                        }) | null;
                    };
                };
            };
        };
    };
    "layers.takeBack": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                layer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for If-Match, with its quotes */
                        etag: string;
                        latest: number;
                        /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                        layer: string;
                        released: {
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } | null;
                        staged: ({
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } & {
                            only: string[];
                        }) | null;
                    };
                };
            };
        };
    };
    "layers.versions": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                layer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deeds: {
                            atMs: number;
                            by: string;
                            from: number | null;
                            /** @enum {unknown} */
                            kind: "saved" | "rolled-back" | "widened" | "taken-back";
                            /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                            layer: string;
                            only: string[] | null;
                            revision: number;
                            version: number;
                            why: string;
                        }[];
                        versions: {
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "layers.widen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                layer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for these gateways first; all if left out */
                    to?: string[];
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for If-Match, with its quotes */
                        etag: string;
                        latest: number;
                        /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                        layer: string;
                        released: {
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } | null;
                        staged: ({
                            /** @description RFC 7396; null takes away what lower layers say */
                            content: {
                                [key: string]: unknown;
                            };
                            members: string[];
                            /** @description a group's: the greater one counts */
                            priority: number;
                            version: number;
                        } & {
                            only: string[];
                        }) | null;
                    };
                };
            };
        };
    };
    "live.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
        };
    };
    "health.metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
        };
    };
    "misfits.list": {
        parameters: {
            query?: {
                /** @description lower-case id */
                gateway?: string;
                /** @description 100 where left out */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        misfits: {
                            /** @description its first 4096 characters */
                            body: string;
                            epoch: string;
                            /** @description lower-case id */
                            gateway: string;
                            /** @enum {unknown} */
                            lane: "alarm" | "event";
                            reason: string;
                            receivedAtMs: number;
                            sequence: number;
                        }[];
                    };
                };
            };
        };
    };
    "operators.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        operators: {
                            disabledSinceMs: number | null;
                            grants: {
                                atMs: number;
                                by: string;
                                /** @description cloud, tenant:ID, city:ID, district:ID or site:ID */
                                place: string;
                                reason: string | null;
                                /** @enum {unknown} */
                                role: "viewer" | "duty" | "engineer" | "approver" | "officer" | "administrator";
                            }[];
                            id: string;
                            madeAtMs: number;
                            /** @description has roles at places that are not yours, too */
                            more: boolean;
                            /** @enum {unknown} */
                            origin: "first" | "made" | "provider";
                            secondFactorSinceMs: number | null;
                            sign: string;
                        }[];
                    };
                };
            };
        };
    };
    "operators.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    grants: {
                        /** @description cloud, tenant:ID, city:ID, district:ID or site:ID */
                        place: string;
                        /** @description why one person may both ask and approve */
                        reason?: string;
                        /** @enum {unknown} */
                        role: "viewer" | "duty" | "engineer" | "approver" | "officer" | "administrator";
                    }[];
                    sign: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description shown once */
                        password: string;
                        sign: string;
                    };
                };
            };
        };
    };
    "operators.renewPassword": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operator: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description shown once */
                        password: string;
                    };
                };
            };
        };
    };
    "roles.give": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operator: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description cloud, tenant:ID, city:ID, district:ID or site:ID */
                    place: string;
                    /** @description why one person may both ask and approve */
                    reason?: string;
                    /** @enum {unknown} */
                    role: "viewer" | "duty" | "engineer" | "approver" | "officer" | "administrator";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "roles.take": {
        parameters: {
            query: {
                /** @description cloud, tenant:ID, city:ID, district:ID or site:ID */
                place: string;
                role: "viewer" | "duty" | "engineer" | "approver" | "officer" | "administrator";
            };
            header?: never;
            path: {
                operator: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "operators.removeSecondFactor": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operator: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "operators.endSessions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operator: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "operators.disable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operator: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    disabled: boolean;
                    /** @description for those who read it later */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "permits.tell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cameras: {
                        /** @description lower-case id */
                        id: string;
                        live: boolean;
                        name: {
                            en: string;
                            zh: string;
                        };
                        snapshot: boolean;
                    }[];
                    doors: {
                        /** @description lower-case id */
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                    }[];
                    liveMinutes: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "places.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        places: {
                            /** @description that stand there or below */
                            gateways: number;
                            parent: string | null;
                            /** @description tenant:ID, city:ID, district:ID or site:ID */
                            place: string;
                            title: string;
                            waits: {
                                districtMinutes: number;
                                siteMinutes: number;
                            } | null;
                        }[];
                        /** @description sites of gateways that nobody has placed; only for the provider */
                        unplaced: {
                            gateways: number;
                            site: string;
                        }[];
                    };
                };
            };
        };
    };
    "places.save": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tenant:ID, city:ID, district:ID or site:ID */
                place: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description tenant:ID, city:ID, district:ID or site:ID */
                    parent?: string;
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "places.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description tenant:ID, city:ID, district:ID or site:ID */
                place: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "releases.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        on: boolean;
                        releases: {
                            atMs: number;
                            by: string;
                            /** @description bytes of the artefact that have come */
                            come: number;
                            fileName: string;
                            id: string;
                            manifest: {
                                arch?: ("x64" | "arm64")[];
                                artefact: {
                                    bytes: number;
                                    /** @description SHA-256, lower-case hex */
                                    sha256: string;
                                };
                                /** @enum {number} */
                                format: 1;
                                /** @enum {unknown} */
                                kind: "gateway" | "model" | "firmware";
                                madeAtMs: number;
                                /** @description lower-case id */
                                name: string;
                                notes?: {
                                    en: string;
                                    zh: string;
                                };
                                serial: number;
                                version: string;
                            };
                            signedBy: string[];
                            /** @description the artefact is there and is what was signed */
                            whole: boolean;
                        }[];
                    };
                };
            };
        };
    };
    "releases.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description as update clients of devices see it */
                    fileName?: string;
                    release: {
                        signatures: {
                            key: string;
                            /** @description Ed25519, base64url */
                            signature: string;
                        }[];
                        text: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        by: string;
                        /** @description bytes of the artefact that have come */
                        come: number;
                        fileName: string;
                        id: string;
                        manifest: {
                            arch?: ("x64" | "arm64")[];
                            artefact: {
                                bytes: number;
                                /** @description SHA-256, lower-case hex */
                                sha256: string;
                            };
                            /** @enum {number} */
                            format: 1;
                            /** @enum {unknown} */
                            kind: "gateway" | "model" | "firmware";
                            madeAtMs: number;
                            /** @description lower-case id */
                            name: string;
                            notes?: {
                                en: string;
                                zh: string;
                            };
                            serial: number;
                            version: string;
                        };
                        signedBy: string[];
                        /** @description the artefact is there and is what was signed */
                        whole: boolean;
                    };
                };
            };
        };
    };
    "releases.sendPiece": {
        parameters: {
            query?: {
                offset?: number;
            };
            header?: never;
            path: {
                release: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        come: number;
                        whole: boolean;
                    };
                };
            };
        };
    };
    "retention.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kinds: {
                            days: number;
                            /** @enum {unknown} */
                            kind: "event" | "alarm" | "command" | "figures" | "proof" | "claim" | "delivery" | "aside";
                            least: number;
                            most: number;
                            /** @description the last one, with what it left; null for whoever may not know of the whole cloud, and before the first */
                            sweep: {
                                atMs: number;
                                deleted: number;
                                oldestMs: number | null;
                                upToMs: number | null;
                            } | null;
                            usual: number;
                        }[];
                        /** @description to keep, that count */
                        orders: {
                            atMs: number;
                            by: string;
                            fromMs: number;
                            id: string;
                            /** @description gateway:ID or site:ID */
                            place: string;
                            reason: string;
                            untilMs: number;
                        }[];
                        tenants: {
                            days: number;
                            /** @enum {unknown} */
                            kind: "event" | "alarm" | "command" | "figures" | "proof" | "aside";
                            /** @description lower-case id */
                            tenant: string;
                        }[];
                    };
                };
            };
        };
    };
    "orders.make": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    fromMs: number;
                    /** @description gateway:ID or site:ID */
                    place: string;
                    /** @description for those who read it later */
                    reason: string;
                    untilMs: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
        };
    };
    "orders.end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "rollout.assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignments: {
                            attempt: string;
                            /** @enum {boolean} */
                            back?: true;
                            devices?: string[];
                            healthS: number;
                            keyList?: {
                                signatures: {
                                    key: string;
                                    /** @description Ed25519, base64url */
                                    signature: string;
                                }[];
                                text: string;
                            };
                            notBeforeMs?: number;
                            release: {
                                signatures: {
                                    key: string;
                                    /** @description Ed25519, base64url */
                                    signature: string;
                                }[];
                                text: string;
                            };
                            shadow?: {
                                /** @description new median / old median */
                                maxLatencyRatio: number;
                                minAgreement: number;
                                samples: number;
                            };
                            window?: {
                                from: string;
                                to: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "rollout.report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    atMs: number;
                    attempt: string;
                    bytes?: number;
                    detail?: string;
                    device?: {
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        problem?: "signature-wrong" | "downgrade" | "not-for-this-box" | "artefact-wrong" | "download-failed" | "no-space" | "unpack-failed" | "start-failed" | "unhealthy" | "shadow-disagrees" | "shadow-slow" | "device-refused" | "called-off" | "interrupted";
                        /** @enum {unknown} */
                        state: "assigned" | "downloading" | "verified" | "staged" | "switching" | "confirming" | "committed" | "rolled-back" | "failed";
                    };
                    devicesDone?: number;
                    devicesTotal?: number;
                    /** @enum {unknown} */
                    problem?: "signature-wrong" | "downgrade" | "not-for-this-box" | "artefact-wrong" | "download-failed" | "no-space" | "unpack-failed" | "start-failed" | "unhealthy" | "shadow-disagrees" | "shadow-slow" | "device-refused" | "called-off" | "interrupted";
                    running?: {
                        serial: number;
                        version: string;
                    };
                    shadow?: {
                        agreement: number;
                        newMedianMs: number;
                        oldMedianMs: number;
                        samples: number;
                    };
                    /** @enum {unknown} */
                    state: "assigned" | "downloading" | "verified" | "staged" | "switching" | "confirming" | "committed" | "rolled-back" | "failed";
                    step: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "rollouts.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rollouts: {
                            atMs: number;
                            backFrom: string | null;
                            groups: {
                                /** @description failed, went back, or fell silent */
                                bad: number;
                                committed: number;
                                group: number;
                                /** @description of those that wait: another one of their site ended badly */
                                held: number;
                                /** @description have it under way */
                                open: number;
                                size: number;
                                waiting: number;
                            }[];
                            id: string;
                            kind: string;
                            /** @description whoever asks prepared it, and does not approve it too */
                            mine: boolean;
                            name: string;
                            /** @enum {unknown} */
                            phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                            /** @description sign */
                            preparedBy: string;
                            release: string;
                            terms: {
                                /** @description of firmware */
                                devices?: string[];
                                /** @description of all of them */
                                errorCount?: number;
                                /** @description of a group, ended badly, that is still borne */
                                errorShare: number;
                                healthS: number;
                                notBeforeMs?: number;
                                /** @description of all targets, at the same time */
                                openShare: number;
                                /** @description of all targets, one for each group; their sum is 100 */
                                percents: number[];
                                shadow?: {
                                    /** @description new median / old median */
                                    maxLatencyRatio: number;
                                    minAgreement: number;
                                    samples: number;
                                };
                                /** @description then a gateway counts as lost */
                                silentAfterS: number;
                                /** @description of a group, committed before the next begins */
                                successShare: number;
                                /** @description the time of the day, at the site, in which gateways begin */
                                window?: {
                                    from: string;
                                    /** @description IANA, or "site" */
                                    timeZone: string;
                                    to: string;
                                };
                            };
                            title: string;
                            version: string;
                            why: ("errors" | "too-few") | null;
                        }[];
                    };
                };
            };
        };
    };
    "rollouts.prepare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    release: string;
                    target: {
                        ddi?: string[];
                        gateways?: string[];
                        /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                        layer?: string;
                        /** @description of those, by an order that means nothing */
                        percent?: number;
                        sites?: string[];
                    };
                    terms: {
                        /** @description of firmware */
                        devices?: string[];
                        /** @description of all of them */
                        errorCount?: number;
                        /** @description of a group, ended badly, that is still borne */
                        errorShare: number;
                        healthS: number;
                        notBeforeMs?: number;
                        /** @description of all targets, at the same time */
                        openShare: number;
                        /** @description of all targets, one for each group; their sum is 100 */
                        percents: number[];
                        shadow?: {
                            /** @description new median / old median */
                            maxLatencyRatio: number;
                            minAgreement: number;
                            samples: number;
                        };
                        /** @description then a gateway counts as lost */
                        silentAfterS: number;
                        /** @description of a group, committed before the next begins */
                        successShare: number;
                        /** @description the time of the day, at the site, in which gateways begin */
                        window?: {
                            from: string;
                            /** @description IANA, or "site" */
                            timeZone: string;
                            to: string;
                        };
                    };
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        backFrom: string | null;
                        groups: {
                            /** @description failed, went back, or fell silent */
                            bad: number;
                            committed: number;
                            group: number;
                            /** @description of those that wait: another one of their site ended badly */
                            held: number;
                            /** @description have it under way */
                            open: number;
                            size: number;
                            waiting: number;
                        }[];
                        id: string;
                        kind: string;
                        /** @description whoever asks prepared it, and does not approve it too */
                        mine: boolean;
                        name: string;
                        /** @enum {unknown} */
                        phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                        /** @description sign */
                        preparedBy: string;
                        release: string;
                        terms: {
                            /** @description of firmware */
                            devices?: string[];
                            /** @description of all of them */
                            errorCount?: number;
                            /** @description of a group, ended badly, that is still borne */
                            errorShare: number;
                            healthS: number;
                            notBeforeMs?: number;
                            /** @description of all targets, at the same time */
                            openShare: number;
                            /** @description of all targets, one for each group; their sum is 100 */
                            percents: number[];
                            shadow?: {
                                /** @description new median / old median */
                                maxLatencyRatio: number;
                                minAgreement: number;
                                samples: number;
                            };
                            /** @description then a gateway counts as lost */
                            silentAfterS: number;
                            /** @description of a group, committed before the next begins */
                            successShare: number;
                            /** @description the time of the day, at the site, in which gateways begin */
                            window?: {
                                from: string;
                                /** @description IANA, or "site" */
                                timeZone: string;
                                to: string;
                            };
                        };
                        title: string;
                        version: string;
                        why: ("errors" | "too-few") | null;
                    };
                };
            };
        };
    };
    "rollouts.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rollout: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acts: {
                            atMs: number;
                            by: string;
                            deed: string;
                            reason: string | null;
                        }[];
                        gateways: {
                            before: string | null;
                            calledOff: boolean;
                            detail: string | null;
                            devices: {
                                done: number;
                                total: number;
                            } | null;
                            gateway: string;
                            group: number;
                            heardMs: number | null;
                            problem: string | null;
                            running: string | null;
                            shadow: {
                                agreement: number;
                                newMedianMs: number;
                                oldMedianMs: number;
                                samples: number;
                            } | null;
                            /** @enum {unknown} */
                            stage: "waiting" | "open" | "committed" | "bad";
                            state: ("assigned" | "downloading" | "verified" | "staged" | "switching" | "confirming" | "committed" | "rolled-back" | "failed") | null;
                            takenMs: number | null;
                            tries: number;
                        }[];
                        rollout: {
                            atMs: number;
                            backFrom: string | null;
                            groups: {
                                /** @description failed, went back, or fell silent */
                                bad: number;
                                committed: number;
                                group: number;
                                /** @description of those that wait: another one of their site ended badly */
                                held: number;
                                /** @description have it under way */
                                open: number;
                                size: number;
                                waiting: number;
                            }[];
                            id: string;
                            kind: string;
                            /** @description whoever asks prepared it, and does not approve it too */
                            mine: boolean;
                            name: string;
                            /** @enum {unknown} */
                            phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                            /** @description sign */
                            preparedBy: string;
                            release: string;
                            terms: {
                                /** @description of firmware */
                                devices?: string[];
                                /** @description of all of them */
                                errorCount?: number;
                                /** @description of a group, ended badly, that is still borne */
                                errorShare: number;
                                healthS: number;
                                notBeforeMs?: number;
                                /** @description of all targets, at the same time */
                                openShare: number;
                                /** @description of all targets, one for each group; their sum is 100 */
                                percents: number[];
                                shadow?: {
                                    /** @description new median / old median */
                                    maxLatencyRatio: number;
                                    minAgreement: number;
                                    samples: number;
                                };
                                /** @description then a gateway counts as lost */
                                silentAfterS: number;
                                /** @description of a group, committed before the next begins */
                                successShare: number;
                                /** @description the time of the day, at the site, in which gateways begin */
                                window?: {
                                    from: string;
                                    /** @description IANA, or "site" */
                                    timeZone: string;
                                    to: string;
                                };
                            };
                            title: string;
                            version: string;
                            why: ("errors" | "too-few") | null;
                        };
                    };
                };
            };
        };
    };
    "rollouts.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rollout: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        backFrom: string | null;
                        groups: {
                            /** @description failed, went back, or fell silent */
                            bad: number;
                            committed: number;
                            group: number;
                            /** @description of those that wait: another one of their site ended badly */
                            held: number;
                            /** @description have it under way */
                            open: number;
                            size: number;
                            waiting: number;
                        }[];
                        id: string;
                        kind: string;
                        /** @description whoever asks prepared it, and does not approve it too */
                        mine: boolean;
                        name: string;
                        /** @enum {unknown} */
                        phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                        /** @description sign */
                        preparedBy: string;
                        release: string;
                        terms: {
                            /** @description of firmware */
                            devices?: string[];
                            /** @description of all of them */
                            errorCount?: number;
                            /** @description of a group, ended badly, that is still borne */
                            errorShare: number;
                            healthS: number;
                            notBeforeMs?: number;
                            /** @description of all targets, at the same time */
                            openShare: number;
                            /** @description of all targets, one for each group; their sum is 100 */
                            percents: number[];
                            shadow?: {
                                /** @description new median / old median */
                                maxLatencyRatio: number;
                                minAgreement: number;
                                samples: number;
                            };
                            /** @description then a gateway counts as lost */
                            silentAfterS: number;
                            /** @description of a group, committed before the next begins */
                            successShare: number;
                            /** @description the time of the day, at the site, in which gateways begin */
                            window?: {
                                from: string;
                                /** @description IANA, or "site" */
                                timeZone: string;
                                to: string;
                            };
                        };
                        title: string;
                        version: string;
                        why: ("errors" | "too-few") | null;
                    };
                };
            };
        };
    };
    "rollouts.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rollout: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        backFrom: string | null;
                        groups: {
                            /** @description failed, went back, or fell silent */
                            bad: number;
                            committed: number;
                            group: number;
                            /** @description of those that wait: another one of their site ended badly */
                            held: number;
                            /** @description have it under way */
                            open: number;
                            size: number;
                            waiting: number;
                        }[];
                        id: string;
                        kind: string;
                        /** @description whoever asks prepared it, and does not approve it too */
                        mine: boolean;
                        name: string;
                        /** @enum {unknown} */
                        phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                        /** @description sign */
                        preparedBy: string;
                        release: string;
                        terms: {
                            /** @description of firmware */
                            devices?: string[];
                            /** @description of all of them */
                            errorCount?: number;
                            /** @description of a group, ended badly, that is still borne */
                            errorShare: number;
                            healthS: number;
                            notBeforeMs?: number;
                            /** @description of all targets, at the same time */
                            openShare: number;
                            /** @description of all targets, one for each group; their sum is 100 */
                            percents: number[];
                            shadow?: {
                                /** @description new median / old median */
                                maxLatencyRatio: number;
                                minAgreement: number;
                                samples: number;
                            };
                            /** @description then a gateway counts as lost */
                            silentAfterS: number;
                            /** @description of a group, committed before the next begins */
                            successShare: number;
                            /** @description the time of the day, at the site, in which gateways begin */
                            window?: {
                                from: string;
                                /** @description IANA, or "site" */
                                timeZone: string;
                                to: string;
                            };
                        };
                        title: string;
                        version: string;
                        why: ("errors" | "too-few") | null;
                    };
                };
            };
        };
    };
    "rollouts.pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rollout: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        backFrom: string | null;
                        groups: {
                            /** @description failed, went back, or fell silent */
                            bad: number;
                            committed: number;
                            group: number;
                            /** @description of those that wait: another one of their site ended badly */
                            held: number;
                            /** @description have it under way */
                            open: number;
                            size: number;
                            waiting: number;
                        }[];
                        id: string;
                        kind: string;
                        /** @description whoever asks prepared it, and does not approve it too */
                        mine: boolean;
                        name: string;
                        /** @enum {unknown} */
                        phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                        /** @description sign */
                        preparedBy: string;
                        release: string;
                        terms: {
                            /** @description of firmware */
                            devices?: string[];
                            /** @description of all of them */
                            errorCount?: number;
                            /** @description of a group, ended badly, that is still borne */
                            errorShare: number;
                            healthS: number;
                            notBeforeMs?: number;
                            /** @description of all targets, at the same time */
                            openShare: number;
                            /** @description of all targets, one for each group; their sum is 100 */
                            percents: number[];
                            shadow?: {
                                /** @description new median / old median */
                                maxLatencyRatio: number;
                                minAgreement: number;
                                samples: number;
                            };
                            /** @description then a gateway counts as lost */
                            silentAfterS: number;
                            /** @description of a group, committed before the next begins */
                            successShare: number;
                            /** @description the time of the day, at the site, in which gateways begin */
                            window?: {
                                from: string;
                                /** @description IANA, or "site" */
                                timeZone: string;
                                to: string;
                            };
                        };
                        title: string;
                        version: string;
                        why: ("errors" | "too-few") | null;
                    };
                };
            };
        };
    };
    "rollouts.resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rollout: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        backFrom: string | null;
                        groups: {
                            /** @description failed, went back, or fell silent */
                            bad: number;
                            committed: number;
                            group: number;
                            /** @description of those that wait: another one of their site ended badly */
                            held: number;
                            /** @description have it under way */
                            open: number;
                            size: number;
                            waiting: number;
                        }[];
                        id: string;
                        kind: string;
                        /** @description whoever asks prepared it, and does not approve it too */
                        mine: boolean;
                        name: string;
                        /** @enum {unknown} */
                        phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                        /** @description sign */
                        preparedBy: string;
                        release: string;
                        terms: {
                            /** @description of firmware */
                            devices?: string[];
                            /** @description of all of them */
                            errorCount?: number;
                            /** @description of a group, ended badly, that is still borne */
                            errorShare: number;
                            healthS: number;
                            notBeforeMs?: number;
                            /** @description of all targets, at the same time */
                            openShare: number;
                            /** @description of all targets, one for each group; their sum is 100 */
                            percents: number[];
                            shadow?: {
                                /** @description new median / old median */
                                maxLatencyRatio: number;
                                minAgreement: number;
                                samples: number;
                            };
                            /** @description then a gateway counts as lost */
                            silentAfterS: number;
                            /** @description of a group, committed before the next begins */
                            successShare: number;
                            /** @description the time of the day, at the site, in which gateways begin */
                            window?: {
                                from: string;
                                /** @description IANA, or "site" */
                                timeZone: string;
                                to: string;
                            };
                        };
                        title: string;
                        version: string;
                        why: ("errors" | "too-few") | null;
                    };
                };
            };
        };
    };
    "rollouts.retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rollout: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        backFrom: string | null;
                        groups: {
                            /** @description failed, went back, or fell silent */
                            bad: number;
                            committed: number;
                            group: number;
                            /** @description of those that wait: another one of their site ended badly */
                            held: number;
                            /** @description have it under way */
                            open: number;
                            size: number;
                            waiting: number;
                        }[];
                        id: string;
                        kind: string;
                        /** @description whoever asks prepared it, and does not approve it too */
                        mine: boolean;
                        name: string;
                        /** @enum {unknown} */
                        phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                        /** @description sign */
                        preparedBy: string;
                        release: string;
                        terms: {
                            /** @description of firmware */
                            devices?: string[];
                            /** @description of all of them */
                            errorCount?: number;
                            /** @description of a group, ended badly, that is still borne */
                            errorShare: number;
                            healthS: number;
                            notBeforeMs?: number;
                            /** @description of all targets, at the same time */
                            openShare: number;
                            /** @description of all targets, one for each group; their sum is 100 */
                            percents: number[];
                            shadow?: {
                                /** @description new median / old median */
                                maxLatencyRatio: number;
                                minAgreement: number;
                                samples: number;
                            };
                            /** @description then a gateway counts as lost */
                            silentAfterS: number;
                            /** @description of a group, committed before the next begins */
                            successShare: number;
                            /** @description the time of the day, at the site, in which gateways begin */
                            window?: {
                                from: string;
                                /** @description IANA, or "site" */
                                timeZone: string;
                                to: string;
                            };
                        };
                        title: string;
                        version: string;
                        why: ("errors" | "too-few") | null;
                    };
                };
            };
        };
    };
    "rollouts.rollBack": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rollout: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description for those who read it later */
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        backFrom: string | null;
                        groups: {
                            /** @description failed, went back, or fell silent */
                            bad: number;
                            committed: number;
                            group: number;
                            /** @description of those that wait: another one of their site ended badly */
                            held: number;
                            /** @description have it under way */
                            open: number;
                            size: number;
                            waiting: number;
                        }[];
                        id: string;
                        kind: string;
                        /** @description whoever asks prepared it, and does not approve it too */
                        mine: boolean;
                        name: string;
                        /** @enum {unknown} */
                        phase: "prepared" | "running" | "paused" | "halted" | "done" | "cancelled";
                        /** @description sign */
                        preparedBy: string;
                        release: string;
                        terms: {
                            /** @description of firmware */
                            devices?: string[];
                            /** @description of all of them */
                            errorCount?: number;
                            /** @description of a group, ended badly, that is still borne */
                            errorShare: number;
                            healthS: number;
                            notBeforeMs?: number;
                            /** @description of all targets, at the same time */
                            openShare: number;
                            /** @description of all targets, one for each group; their sum is 100 */
                            percents: number[];
                            shadow?: {
                                /** @description new median / old median */
                                maxLatencyRatio: number;
                                minAgreement: number;
                                samples: number;
                            };
                            /** @description then a gateway counts as lost */
                            silentAfterS: number;
                            /** @description of a group, committed before the next begins */
                            successShare: number;
                            /** @description the time of the day, at the site, in which gateways begin */
                            window?: {
                                from: string;
                                /** @description IANA, or "site" */
                                timeZone: string;
                                to: string;
                            };
                        };
                        title: string;
                        version: string;
                        why: ("errors" | "too-few") | null;
                    };
                };
            };
        };
    };
    "rollouts.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    release?: string;
                    target: {
                        ddi?: string[];
                        gateways?: string[];
                        /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                        layer?: string;
                        /** @description of those, by an order that means nothing */
                        percent?: number;
                        sites?: string[];
                    };
                    terms: {
                        /** @description of firmware */
                        devices?: string[];
                        /** @description of all of them */
                        errorCount?: number;
                        /** @description of a group, ended badly, that is still borne */
                        errorShare: number;
                        healthS: number;
                        notBeforeMs?: number;
                        /** @description of all targets, at the same time */
                        openShare: number;
                        /** @description of all targets, one for each group; their sum is 100 */
                        percents: number[];
                        shadow?: {
                            /** @description new median / old median */
                            maxLatencyRatio: number;
                            minAgreement: number;
                            samples: number;
                        };
                        /** @description then a gateway counts as lost */
                        silentAfterS: number;
                        /** @description of a group, committed before the next begins */
                        successShare: number;
                        /** @description the time of the day, at the site, in which gateways begin */
                        window?: {
                            from: string;
                            /** @description IANA, or "site" */
                            timeZone: string;
                            to: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gateways: number;
                        groups: number[];
                        sites: number;
                    };
                };
            };
        };
    };
    "session.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null when nobody is logged in */
                        expiresAtMs: number | null;
                        /** @description he may do nothing before he has put a second factor into his phone */
                        mustEnrol?: boolean;
                        /** @description what he may do somewhere; all of it where it is left out */
                        permissions?: ("fleet.see" | "alarms.act" | "claims.decide" | "settings.change" | "rollouts.prepare" | "rollouts.approve" | "commands.ask" | "commands.approve" | "rules.change" | "shares.decide" | "records.keep" | "operators.manage" | "audit.read")[];
                        /** @description under which the operator acts */
                        sign: string | null;
                    };
                };
            };
        };
    };
    "session.begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the phone, or a recovery code */
                    code?: string;
                    password: string;
                    sign?: string;
                    user?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null when nobody is logged in */
                        expiresAtMs: number | null;
                        /** @description he may do nothing before he has put a second factor into his phone */
                        mustEnrol?: boolean;
                        /** @description what he may do somewhere; all of it where it is left out */
                        permissions?: ("fleet.see" | "alarms.act" | "claims.decide" | "settings.change" | "rollouts.prepare" | "rollouts.approve" | "commands.ask" | "commands.approve" | "rules.change" | "shares.decide" | "records.keep" | "operators.manage" | "audit.read")[];
                        /** @description under which the operator acts */
                        sign: string | null;
                    };
                };
            };
        };
    };
    "session.end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "session.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description to end one; who signs in with the provider has none here */
                        asksPassword: boolean;
                        sessions: {
                            address: string;
                            /** @description what the browser calls itself */
                            agent: string;
                            current: boolean;
                            expiresAtMs: number;
                            id: string;
                            /** @description to the minute */
                            lastMs: number;
                            sign: string;
                            sinceMs: number;
                        }[];
                    };
                };
            };
        };
    };
    "session.endOthers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                    session?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "session.beginOpenId": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
        };
    };
    "session.changePassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    new: string;
                    old: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "session.secondFactor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description that open still */
                        recoveryCodes?: number;
                        /** @description without one nothing else is allowed */
                        required: boolean;
                        sinceMs?: number;
                        /** @enum {unknown} */
                        state: "off" | "on" | "at-provider";
                    };
                };
            };
        };
    };
    "session.confirmSecondFactor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the phone, or a recovery code */
                    code: string;
                    enrolment: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description each opens once; shown this once */
                        recoveryCodes: string[];
                    };
                };
            };
        };
    };
    "session.beginSecondFactor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description to be given back with the first code */
                        enrolment: string;
                        /** @description the address as a code to photograph, a data: address */
                        picture: string;
                        /** @description base32, for typing in */
                        secret: string;
                        /** @description otpauth address */
                        uri: string;
                    };
                };
            };
        };
    };
    "session.renewRecoveryCodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description each opens once; shown this once */
                        recoveryCodes: string[];
                    };
                };
            };
        };
    };
    "session.removeSecondFactor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "shares.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shares: {
                            approved: {
                                atMs: number;
                                by: string;
                            } | null;
                            asked: {
                                atMs: number;
                                by: string;
                                /** @description by whoever asks now */
                                own: boolean;
                            };
                            changedMs: number;
                            /** @description whom to call there: a desk rather than a person */
                            contact: string;
                            delivery: {
                                kind: string;
                                target: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description who receives it */
                            department: string;
                            /** @description nothing else leaves */
                            fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                            fromMs: number;
                            /** @description the law, the order or the agreement */
                            legalBasis: string;
                            progress: {
                                /** @description events of its kinds still to look at; 10000 stands for more */
                                behind: number;
                                delivered: number;
                                failingSinceMs: number | null;
                                /** @description attempts in a row that did not come through */
                                failures: number;
                                lastTakenMs: number | null;
                                lastWhy: string | null;
                                /** @description events that this way of delivery has no form for */
                                leftOut: number;
                                nextTryMs: number | null;
                                /** @description events that the recipient would not take */
                                setAside: number;
                                waitingSinceMs: number | null;
                            };
                            /** @enum {unknown} */
                            purpose: "emergency-response" | "fire-inspection" | "flood-control" | "public-order" | "traffic-order" | "utility-repair" | "statutory-request" | "drill";
                            /** @description what for, in words */
                            purposeText: string;
                            selection: {
                                /** @description all where left out */
                                alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                                /** @description exercises too */
                                drills?: boolean;
                                /** @description all where left out */
                                gateways?: string[];
                                kinds: ("alarms" | "access" | "modes" | "starts")[];
                                /** @description all where left out */
                                priorities?: (1 | 2 | 3 | 4)[];
                                /** @description all where left out */
                                sites?: string[];
                            };
                            share: string;
                            /** @enum {unknown} */
                            state: "asked" | "approved" | "running" | "paused" | "ended";
                            untilMs: number;
                            why: ("by-operator" | "refused" | "expired" | "failing" | "gone" | "refuses-all" | "gateway-moved" | "restored") | null;
                        }[];
                    };
                };
            };
        };
    };
    "shares.ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description whom to call there: a desk rather than a person */
                    contact: string;
                    delivery: {
                        kind: string;
                        target: {
                            [key: string]: unknown;
                        };
                    };
                    /** @description who receives it */
                    department: string;
                    /** @description nothing else leaves */
                    fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                    fromMs?: number;
                    /** @description the law, the order or the agreement */
                    legalBasis: string;
                    /** @enum {unknown} */
                    purpose: "emergency-response" | "fire-inspection" | "flood-control" | "public-order" | "traffic-order" | "utility-repair" | "statutory-request" | "drill";
                    /** @description what for, in words */
                    purposeText: string;
                    selection: {
                        /** @description all where left out */
                        alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                        /** @description exercises too */
                        drills?: boolean;
                        /** @description all where left out */
                        gateways?: string[];
                        kinds: ("alarms" | "access" | "modes" | "starts")[];
                        /** @description all where left out */
                        priorities?: (1 | 2 | 3 | 4)[];
                        /** @description all where left out */
                        sites?: string[];
                    };
                    /** @description within a year */
                    untilMs: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description of the recipient; shown this once */
                        secret: string | null;
                        share: string;
                    };
                };
            };
        };
    };
    "shares.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deeds: {
                            act: string;
                            atMs: number;
                            by: string;
                            why: string | null;
                        }[];
                        deliveries: {
                            atMs: number;
                            events: number;
                            /** @enum {unknown} */
                            outcome: "taken" | "refused" | "failed" | "gone" | "set-aside";
                            tookMs: number;
                            why: string | null;
                        }[];
                        share: {
                            approved: {
                                atMs: number;
                                by: string;
                            } | null;
                            asked: {
                                atMs: number;
                                by: string;
                                /** @description by whoever asks now */
                                own: boolean;
                            };
                            changedMs: number;
                            /** @description whom to call there: a desk rather than a person */
                            contact: string;
                            delivery: {
                                kind: string;
                                target: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description who receives it */
                            department: string;
                            /** @description nothing else leaves */
                            fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                            fromMs: number;
                            /** @description the law, the order or the agreement */
                            legalBasis: string;
                            progress: {
                                /** @description events of its kinds still to look at; 10000 stands for more */
                                behind: number;
                                delivered: number;
                                failingSinceMs: number | null;
                                /** @description attempts in a row that did not come through */
                                failures: number;
                                lastTakenMs: number | null;
                                lastWhy: string | null;
                                /** @description events that this way of delivery has no form for */
                                leftOut: number;
                                nextTryMs: number | null;
                                /** @description events that the recipient would not take */
                                setAside: number;
                                waitingSinceMs: number | null;
                            };
                            /** @enum {unknown} */
                            purpose: "emergency-response" | "fire-inspection" | "flood-control" | "public-order" | "traffic-order" | "utility-repair" | "statutory-request" | "drill";
                            /** @description what for, in words */
                            purposeText: string;
                            selection: {
                                /** @description all where left out */
                                alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                                /** @description exercises too */
                                drills?: boolean;
                                /** @description all where left out */
                                gateways?: string[];
                                kinds: ("alarms" | "access" | "modes" | "starts")[];
                                /** @description all where left out */
                                priorities?: (1 | 2 | 3 | 4)[];
                                /** @description all where left out */
                                sites?: string[];
                            };
                            share: string;
                            /** @enum {unknown} */
                            state: "asked" | "approved" | "running" | "paused" | "ended";
                            untilMs: number;
                            why: ("by-operator" | "refused" | "expired" | "failing" | "gone" | "refuses-all" | "gateway-moved" | "restored") | null;
                        };
                    };
                };
            };
        };
    };
    "shares.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        share: {
                            approved: {
                                atMs: number;
                                by: string;
                            } | null;
                            asked: {
                                atMs: number;
                                by: string;
                                /** @description by whoever asks now */
                                own: boolean;
                            };
                            changedMs: number;
                            /** @description whom to call there: a desk rather than a person */
                            contact: string;
                            delivery: {
                                kind: string;
                                target: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description who receives it */
                            department: string;
                            /** @description nothing else leaves */
                            fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                            fromMs: number;
                            /** @description the law, the order or the agreement */
                            legalBasis: string;
                            progress: {
                                /** @description events of its kinds still to look at; 10000 stands for more */
                                behind: number;
                                delivered: number;
                                failingSinceMs: number | null;
                                /** @description attempts in a row that did not come through */
                                failures: number;
                                lastTakenMs: number | null;
                                lastWhy: string | null;
                                /** @description events that this way of delivery has no form for */
                                leftOut: number;
                                nextTryMs: number | null;
                                /** @description events that the recipient would not take */
                                setAside: number;
                                waitingSinceMs: number | null;
                            };
                            /** @enum {unknown} */
                            purpose: "emergency-response" | "fire-inspection" | "flood-control" | "public-order" | "traffic-order" | "utility-repair" | "statutory-request" | "drill";
                            /** @description what for, in words */
                            purposeText: string;
                            selection: {
                                /** @description all where left out */
                                alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                                /** @description exercises too */
                                drills?: boolean;
                                /** @description all where left out */
                                gateways?: string[];
                                kinds: ("alarms" | "access" | "modes" | "starts")[];
                                /** @description all where left out */
                                priorities?: (1 | 2 | 3 | 4)[];
                                /** @description all where left out */
                                sites?: string[];
                            };
                            share: string;
                            /** @enum {unknown} */
                            state: "asked" | "approved" | "running" | "paused" | "ended";
                            untilMs: number;
                            why: ("by-operator" | "refused" | "expired" | "failing" | "gone" | "refuses-all" | "gateway-moved" | "restored") | null;
                        };
                    };
                };
            };
        };
    };
    "shares.end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        share: {
                            approved: {
                                atMs: number;
                                by: string;
                            } | null;
                            asked: {
                                atMs: number;
                                by: string;
                                /** @description by whoever asks now */
                                own: boolean;
                            };
                            changedMs: number;
                            /** @description whom to call there: a desk rather than a person */
                            contact: string;
                            delivery: {
                                kind: string;
                                target: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description who receives it */
                            department: string;
                            /** @description nothing else leaves */
                            fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                            fromMs: number;
                            /** @description the law, the order or the agreement */
                            legalBasis: string;
                            progress: {
                                /** @description events of its kinds still to look at; 10000 stands for more */
                                behind: number;
                                delivered: number;
                                failingSinceMs: number | null;
                                /** @description attempts in a row that did not come through */
                                failures: number;
                                lastTakenMs: number | null;
                                lastWhy: string | null;
                                /** @description events that this way of delivery has no form for */
                                leftOut: number;
                                nextTryMs: number | null;
                                /** @description events that the recipient would not take */
                                setAside: number;
                                waitingSinceMs: number | null;
                            };
                            /** @enum {unknown} */
                            purpose: "emergency-response" | "fire-inspection" | "flood-control" | "public-order" | "traffic-order" | "utility-repair" | "statutory-request" | "drill";
                            /** @description what for, in words */
                            purposeText: string;
                            selection: {
                                /** @description all where left out */
                                alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                                /** @description exercises too */
                                drills?: boolean;
                                /** @description all where left out */
                                gateways?: string[];
                                kinds: ("alarms" | "access" | "modes" | "starts")[];
                                /** @description all where left out */
                                priorities?: (1 | 2 | 3 | 4)[];
                                /** @description all where left out */
                                sites?: string[];
                            };
                            share: string;
                            /** @enum {unknown} */
                            state: "asked" | "approved" | "running" | "paused" | "ended";
                            untilMs: number;
                            why: ("by-operator" | "refused" | "expired" | "failing" | "gone" | "refuses-all" | "gateway-moved" | "restored") | null;
                        };
                    };
                };
            };
        };
    };
    "shares.pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        share: {
                            approved: {
                                atMs: number;
                                by: string;
                            } | null;
                            asked: {
                                atMs: number;
                                by: string;
                                /** @description by whoever asks now */
                                own: boolean;
                            };
                            changedMs: number;
                            /** @description whom to call there: a desk rather than a person */
                            contact: string;
                            delivery: {
                                kind: string;
                                target: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description who receives it */
                            department: string;
                            /** @description nothing else leaves */
                            fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                            fromMs: number;
                            /** @description the law, the order or the agreement */
                            legalBasis: string;
                            progress: {
                                /** @description events of its kinds still to look at; 10000 stands for more */
                                behind: number;
                                delivered: number;
                                failingSinceMs: number | null;
                                /** @description attempts in a row that did not come through */
                                failures: number;
                                lastTakenMs: number | null;
                                lastWhy: string | null;
                                /** @description events that this way of delivery has no form for */
                                leftOut: number;
                                nextTryMs: number | null;
                                /** @description events that the recipient would not take */
                                setAside: number;
                                waitingSinceMs: number | null;
                            };
                            /** @enum {unknown} */
                            purpose: "emergency-response" | "fire-inspection" | "flood-control" | "public-order" | "traffic-order" | "utility-repair" | "statutory-request" | "drill";
                            /** @description what for, in words */
                            purposeText: string;
                            selection: {
                                /** @description all where left out */
                                alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                                /** @description exercises too */
                                drills?: boolean;
                                /** @description all where left out */
                                gateways?: string[];
                                kinds: ("alarms" | "access" | "modes" | "starts")[];
                                /** @description all where left out */
                                priorities?: (1 | 2 | 3 | 4)[];
                                /** @description all where left out */
                                sites?: string[];
                            };
                            share: string;
                            /** @enum {unknown} */
                            state: "asked" | "approved" | "running" | "paused" | "ended";
                            untilMs: number;
                            why: ("by-operator" | "refused" | "expired" | "failing" | "gone" | "refuses-all" | "gateway-moved" | "restored") | null;
                        };
                    };
                };
            };
        };
    };
    "shares.refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    why: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        share: {
                            approved: {
                                atMs: number;
                                by: string;
                            } | null;
                            asked: {
                                atMs: number;
                                by: string;
                                /** @description by whoever asks now */
                                own: boolean;
                            };
                            changedMs: number;
                            /** @description whom to call there: a desk rather than a person */
                            contact: string;
                            delivery: {
                                kind: string;
                                target: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description who receives it */
                            department: string;
                            /** @description nothing else leaves */
                            fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                            fromMs: number;
                            /** @description the law, the order or the agreement */
                            legalBasis: string;
                            progress: {
                                /** @description events of its kinds still to look at; 10000 stands for more */
                                behind: number;
                                delivered: number;
                                failingSinceMs: number | null;
                                /** @description attempts in a row that did not come through */
                                failures: number;
                                lastTakenMs: number | null;
                                lastWhy: string | null;
                                /** @description events that this way of delivery has no form for */
                                leftOut: number;
                                nextTryMs: number | null;
                                /** @description events that the recipient would not take */
                                setAside: number;
                                waitingSinceMs: number | null;
                            };
                            /** @enum {unknown} */
                            purpose: "emergency-response" | "fire-inspection" | "flood-control" | "public-order" | "traffic-order" | "utility-repair" | "statutory-request" | "drill";
                            /** @description what for, in words */
                            purposeText: string;
                            selection: {
                                /** @description all where left out */
                                alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                                /** @description exercises too */
                                drills?: boolean;
                                /** @description all where left out */
                                gateways?: string[];
                                kinds: ("alarms" | "access" | "modes" | "starts")[];
                                /** @description all where left out */
                                priorities?: (1 | 2 | 3 | 4)[];
                                /** @description all where left out */
                                sites?: string[];
                            };
                            share: string;
                            /** @enum {unknown} */
                            state: "asked" | "approved" | "running" | "paused" | "ended";
                            untilMs: number;
                            why: ("by-operator" | "refused" | "expired" | "failing" | "gone" | "refuses-all" | "gateway-moved" | "restored") | null;
                        };
                    };
                };
            };
        };
    };
    "shares.resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        share: {
                            approved: {
                                atMs: number;
                                by: string;
                            } | null;
                            asked: {
                                atMs: number;
                                by: string;
                                /** @description by whoever asks now */
                                own: boolean;
                            };
                            changedMs: number;
                            /** @description whom to call there: a desk rather than a person */
                            contact: string;
                            delivery: {
                                kind: string;
                                target: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description who receives it */
                            department: string;
                            /** @description nothing else leaves */
                            fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                            fromMs: number;
                            /** @description the law, the order or the agreement */
                            legalBasis: string;
                            progress: {
                                /** @description events of its kinds still to look at; 10000 stands for more */
                                behind: number;
                                delivered: number;
                                failingSinceMs: number | null;
                                /** @description attempts in a row that did not come through */
                                failures: number;
                                lastTakenMs: number | null;
                                lastWhy: string | null;
                                /** @description events that this way of delivery has no form for */
                                leftOut: number;
                                nextTryMs: number | null;
                                /** @description events that the recipient would not take */
                                setAside: number;
                                waitingSinceMs: number | null;
                            };
                            /** @enum {unknown} */
                            purpose: "emergency-response" | "fire-inspection" | "flood-control" | "public-order" | "traffic-order" | "utility-repair" | "statutory-request" | "drill";
                            /** @description what for, in words */
                            purposeText: string;
                            selection: {
                                /** @description all where left out */
                                alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                                /** @description exercises too */
                                drills?: boolean;
                                /** @description all where left out */
                                gateways?: string[];
                                kinds: ("alarms" | "access" | "modes" | "starts")[];
                                /** @description all where left out */
                                priorities?: (1 | 2 | 3 | 4)[];
                                /** @description all where left out */
                                sites?: string[];
                            };
                            share: string;
                            /** @enum {unknown} */
                            state: "asked" | "approved" | "running" | "paused" | "ended";
                            untilMs: number;
                            why: ("by-operator" | "refused" | "expired" | "failing" | "gone" | "refuses-all" | "gateway-moved" | "restored") | null;
                        };
                    };
                };
            };
        };
    };
    "shares.try": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reached: boolean;
                        why: string | null;
                    };
                };
            };
        };
    };
    "shares.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description nothing else leaves */
                    fields: ("event" | "time" | "received" | "site" | "gateway" | "replayed" | "source" | "ring" | "alarm" | "alarmType" | "priority" | "state" | "step" | "active" | "raised" | "acknowledged" | "count" | "verdict" | "disposition" | "escalation" | "outcome" | "method" | "alone" | "mode" | "modeKind" | "modeState" | "zones")[];
                    selection: {
                        /** @description all where left out */
                        alarmTypes?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                        /** @description exercises too */
                        drills?: boolean;
                        /** @description all where left out */
                        gateways?: string[];
                        kinds: ("alarms" | "access" | "modes" | "starts")[];
                        /** @description all where left out */
                        priorities?: (1 | 2 | 3 | 4)[];
                        /** @description all where left out */
                        sites?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            fields: {
                                [key: string]: unknown;
                            };
                            id: string;
                        }[];
                    };
                };
            };
        };
    };
    "sign-in.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openid: {
                            label: string;
                        } | null;
                    };
                };
            };
        };
    };
    "tokens.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nowMs: number;
                        tokens: {
                            expiresAtMs: number;
                            id: string;
                            madeAtMs: number;
                            permissions: ("fleet.see" | "alarms.act" | "claims.decide" | "settings.change" | "rollouts.prepare" | "rollouts.approve" | "commands.ask" | "commands.approve" | "rules.change" | "shares.decide" | "records.keep" | "operators.manage" | "audit.read")[];
                            title: string;
                            usedAtMs: number | null;
                        }[];
                    };
                };
            };
        };
    };
    "tokens.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    expiresAtMs: number;
                    /** @description of your own */
                    permissions: ("fleet.see" | "alarms.act" | "claims.decide" | "settings.change" | "rollouts.prepare" | "rollouts.approve" | "commands.ask" | "commands.approve" | "rules.change" | "shares.decide" | "records.keep" | "audit.read")[];
                    title: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        view: {
                            expiresAtMs: number;
                            id: string;
                            madeAtMs: number;
                            permissions: ("fleet.see" | "alarms.act" | "claims.decide" | "settings.change" | "rollouts.prepare" | "rollouts.approve" | "commands.ask" | "commands.approve" | "rules.change" | "shares.decide" | "records.keep" | "operators.manage" | "audit.read")[];
                            title: string;
                            usedAtMs: number | null;
                        };
                    };
                };
            };
        };
    };
    "tokens.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "twin.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description RFC 7396; null takes away what lower layers say */
                        document: {
                            [key: string]: unknown;
                        };
                        etag: string;
                        version: number;
                    };
                };
            };
            /** @description as before */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "twins.deeds": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deeds: {
                            atMs: number;
                            by: string;
                            from: number | null;
                            /** @enum {unknown} */
                            kind: "saved" | "rolled-back" | "widened" | "taken-back";
                            /** @description fleet, tenant:ID, group:ID, site:ID or gateway:ID */
                            layer: string;
                            only: string[] | null;
                            revision: number;
                            version: number;
                            why: string;
                        }[];
                    };
                };
            };
        };
    };
    "twins.schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "twin.report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        etag: string;
                        version: number;
                    };
                    atMs: number;
                    /** Settings of a gateway */
                    document: {
                        access?: {
                            /** @description unknown cards, numbers and codes in a row at one reader, and how long it is shut then */
                            lockout?: {
                                /** @default 5 */
                                failures?: number;
                                /** @default 30 */
                                seconds?: number;
                            };
                        };
                        alarms?: {
                            channels?: {
                                /** @description false: shut, though the site file has it; the address stays at the site */
                                mqtt?: boolean;
                                /** @description false: shut, though the site file has it; the address stays at the site */
                                smtp?: boolean;
                                /** @description false: shut, though the site file has it; the address stays at the site */
                                webhooks?: boolean;
                            };
                            /** @description by type of alarm */
                            delays?: {
                                "battery-low"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "call-point"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "camera-lost"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "credential-guessing"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                crowding?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "device-babbling"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "device-cloned"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "device-fault"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "device-lost"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "door-forced"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "door-held"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                duress?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "e-bike-in-lift"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "falling-object"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "fence-cut"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "fence-disarmed"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "fence-short"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                fire?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "fire-lane-blocked"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "fire-release"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "flood-danger"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                gas?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "gate-call"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                help?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "input-fault"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                intrusion?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "line-crossing"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "log-nearly-full"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                loitering?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                manhole?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "network-lost"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "no-activity"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "parking-no-plate"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "parking-overstay"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "parking-quota"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "parking-wrong-bay"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "passback-violation"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "patrol-deviation"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "perimeter-breach"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "person-denied"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "person-unknown"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                smoke?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "storage-damaged"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "storage-full"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                tailgating?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                tamper?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "vehicle-denied"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "vehicle-unknown"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                vibration?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "watch-list-match"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                                "water-level"?: {
                                    /** @description it must be gone so long, in seconds */
                                    offS?: number;
                                    /** @description a cause must stand so long, in seconds */
                                    onS?: number;
                                };
                            };
                            /** @description replaces the usual steps of each priority that it names */
                            ladder?: {
                                /** @description seconds without an acknowledgement */
                                afterS: number;
                                /** @description 1 the lead, 2 the manager, 3 the duty desk of the cloud */
                                level: 1 | 2 | 3;
                                priority: 1 | 2 | 3 | 4;
                            }[];
                        };
                        apply?: {
                            /**
                             * @description the gateway must run well so long with new settings, or goes back to the last good ones
                             * @default 60
                             */
                            probationS?: number;
                            /**
                             * @description when the gateway starts anew for settings that need it; night: between 2 and 5 at the site
                             * @default by-hand
                             * @enum {unknown}
                             */
                            restart?: "by-hand" | "at-once" | "night";
                        };
                        evidence?: {
                            /** @default 20 */
                            afterS?: number;
                            /** @default 10 */
                            beforeS?: number;
                            /** @default 4000 */
                            maxMegabytes?: number;
                        };
                        log?: {
                            /**
                             * @default info
                             * @enum {unknown}
                             */
                            level?: "debug" | "info" | "warn" | "error";
                        };
                        /** @description has no effect at a site that does not look at parking */
                        parking?: {
                            /**
                             * @description how long a vehicle may stand in a bay that is kept for another
                             * @default 10
                             */
                            bayMinutes?: number;
                            /**
                             * @description how long a vehicle may stay after its right has ended, and one without a readable plate at all
                             * @default 60
                             */
                            graceMinutes?: number;
                            /** @description how long a vehicle without a permit may stay that a guard let in; without limit if left out */
                            guestMinutes?: number;
                        };
                        perception?: {
                            faces?: {
                                /**
                                 * @description off: not looked at; signal: told to the guard; gate: a face that does not look alive opens nothing
                                 * @enum {unknown}
                                 */
                                liveness?: "off" | "signal" | "gate";
                                /** @description to the next person */
                                margin?: number;
                                /** @description cosine; default 0.42 */
                                threshold?: number;
                            };
                            plates?: {
                                /**
                                 * @description what a reading does that differs from one registered plate by one look-alike character
                                 * @default ask-guard
                                 * @enum {unknown}
                                 */
                                confusable?: "ask-guard" | "grant";
                            };
                        };
                        /** @description for the whole site; rules for single zones stay as the site file has them */
                        retention?: {
                            /** @description days */
                            alarms?: number;
                            /** @description days */
                            clip?: number;
                            /** @description days */
                            "device-events"?: number;
                            /** @description days */
                            "ended-people"?: number;
                            /** @description days */
                            export?: number;
                            /** @description days */
                            ledger?: number;
                            /** @description days */
                            passages?: number;
                            /** @description days */
                            picture?: number;
                            /** @description days */
                            requests?: number;
                            /** @description days */
                            visits?: number;
                        };
                    };
                    problems: string[];
                    /** @enum {unknown} */
                    state: "applied" | "on-probation" | "pending-restart" | "refused";
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "twins.list": {
        parameters: {
            query?: {
                /** @description only those that refused or drifted; counts are of all */
                troubled?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description gateways by standing */
                        counts: {
                            [key: string]: number;
                        };
                        nowMs: number;
                        twins: {
                            desired: {
                                etag: string;
                                sinceMs: number;
                                version: number;
                            } | null;
                            /** @description lower-case id */
                            gateway: string;
                            lastSeenMs: number | null;
                            online: boolean;
                            reported: {
                                answers: number;
                                /** @description by the gateway's clock */
                                atMs: number;
                                problems: string[];
                                receivedAtMs: number;
                                /** @enum {unknown} */
                                state: "applied" | "on-probation" | "pending-restart" | "refused";
                                version: number;
                            } | null;
                            sinceMs: number | null;
                            site: string | null;
                            /** @enum {unknown} */
                            standing: "in-step" | "waiting" | "on-probation" | "pending-restart" | "refused" | "drifted";
                        }[];
                    };
                };
            };
        };
    };
    "twins.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        desired: {
                            /** @description RFC 7396; null takes away what lower layers say */
                            document: {
                                [key: string]: unknown;
                            };
                            /** @description the layer that each value comes from */
                            origins: {
                                [key: string]: string;
                            };
                        };
                        /** @description from what it runs with to what it should */
                        drift: {
                            from?: unknown;
                            /** @description from which the new value comes */
                            layer?: string;
                            path: string;
                            to?: unknown;
                        }[];
                        nowMs: number;
                        runs: {
                            [key: string]: unknown;
                        } | null;
                        twin: {
                            desired: {
                                etag: string;
                                sinceMs: number;
                                version: number;
                            } | null;
                            /** @description lower-case id */
                            gateway: string;
                            lastSeenMs: number | null;
                            online: boolean;
                            reported: {
                                answers: number;
                                /** @description by the gateway's clock */
                                atMs: number;
                                problems: string[];
                                receivedAtMs: number;
                                /** @enum {unknown} */
                                state: "applied" | "on-probation" | "pending-restart" | "refused";
                                version: number;
                            } | null;
                            sinceMs: number | null;
                            site: string | null;
                            /** @enum {unknown} */
                            standing: "in-step" | "waiting" | "on-probation" | "pending-restart" | "refused" | "drifted";
                        };
                    };
                };
            };
        };
    };
    "twins.resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            /** @description stable, for programs */
                            code: string;
                            /** @description what to do */
                            hint: string;
                            /** @description what and where */
                            message: string;
                        };
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        desired: {
                            etag: string;
                            sinceMs: number;
                            version: number;
                        } | null;
                        /** @description lower-case id */
                        gateway: string;
                        lastSeenMs: number | null;
                        online: boolean;
                        reported: {
                            answers: number;
                            /** @description by the gateway's clock */
                            atMs: number;
                            problems: string[];
                            receivedAtMs: number;
                            /** @enum {unknown} */
                            state: "applied" | "on-probation" | "pending-restart" | "refused";
                            version: number;
                        } | null;
                        sinceMs: number | null;
                        site: string | null;
                        /** @enum {unknown} */
                        standing: "in-step" | "waiting" | "on-probation" | "pending-restart" | "refused" | "drifted";
                    };
                };
            };
        };
    };
}
