/**
 * What DEFLATE may refer to from the first byte on: pieces of packed records, the rare ones first, since what stands last is
 * nearest. All of it is made up. It never changes once it has been released, not by a character: records are packed by it.
 */
export const DICTIONARY = [
  // Alerts, and what is said of single deliveries.
  '"alerts":[{"id":"","key":"","effect":"sessionAbandoned","raisedAt":179,"deliveries":[{"sink":"log","status":"delivered","',
  '{"duplicates":1}],{"late":true}],{"key":"","status":"invalid","reasons":["/payload {"status":"unknown"}],',

  // Yodlee.
  '{"format":4,"provider":"yodlee","customerId":"","by":"verification@2#1terbdn","firedAt":0,"log":[[1790000000000,850,"initiated","=',
  '",{"verificationId":"40964511","accountId":"13308441","providerAccountId":"11473138"},{"key":"*0"}],',
  '[172800000,850,"failed","=[172800000,850,"deposited","=[112320000,850,"success","=',
  '",{"verificationId":"*0","accountId":"*1","providerAccountId":"*2"},{"key":"*0"}],',
  '"sessions":[["success",{"stuck":false,"outcome":"completed","anomalies":[],"verificationId":"*0","accountId":"*1","providerAccountId":"*2",',
  '"endedAt":"*@2"},0,[0,1,[1,0,"ended"]],{"key":"*0","endedAt":0}]]}',

  // Connect, from what hardly ever happens to what nearly always does.
  '[1700,850,"institutionLoginDeleted",0,{"institutionId":"*0","institutionLoginId":"*3"}],[1700,850,"accountsDeleted",0,{"institutionId":"*0",',
  '"accountIds":["*1"]}],"deleted":true},[1700,850,"documentUpload",0,{"assetCount":1}],"anomalies":[{"type":"done","at":"*@9"}],"attempts":2,',
  '[36200,850,"depositSwitchUpdate",0,{"switchId":"","switchStatus":"processing","authenticated":true}],',
  '[36200,850,"depositSwitchUpdate",0,{"switchId":"*0","switchStatus":"completed","authenticated":true}],"switches":{"":"completed"},',
  '[["depositSwitch",48500]],[8900,850,"institutionNotFound",0,{"queryLength":24,"supportedCountries":["US"]}],',
  '[17300,850,"institutionNotSupported",0,{"institutionId":"101732"}],[31500,850,"unableToConnect",0,{"institutionId":"*0","code":102}],',
  '"stage":"unableToConnect","failures":1,"loginIds":[],"accountsAdded":0,"lastErrorCode":102}],"accounts":[],"institutionId":"*0","oauth":false,',
  '"lastError":{"code":103,"whoActs":"customer","at":"*@5","institutionId":"*0"},"updated":false},0,[0,[1,"*0"],',
  '[5300,850,"invalidCredentials",0,{"institutionId":"*0"}],[194000,850,"reportDone",0,{"reportCount":1}],',
  '[18700,850,"credentialsUpdated",0,{"institutionId":"*0","mfa":true}],[21400,850,"mfaUpdated",0,{"institutionId":"*0"}],"updated":true,',
  '[3100,850,"done",0,{"eventTrigger":"timeout"}],[3100,850,"done",0,{"eventTrigger":"userForceClose"}],',
  '[3100,850,"done",0,{"eventTrigger":"userExit"}]],"sessions":[["done",{"stuck":false,"outcome":"cancelled",',
  '],"sessions":[["abandoned",{"stuck":false,"outcome":"unfinished",',
  '],"sessions":[["abandoned",{"stuck":false,"outcome":"abandoned","anomalies":[],"attempts":1,"institutions":[{"institutionId":"*0",',
  '"stage":"adding","failures":0,"loginIds":[],"accountsAdded":0}],"accounts":[],"institutionId":"*0","oauth":false},',
  '0,[0,[1,"*0"],1,1,[["*1",8100000],0,"ended",1]],{"endedAt":0}]]}',
  '{"format":4,"provider":"connect","customerId":"","by":"connect@3#1lxwjz","firedAt":1790000000000,"log":[[179',
  '[2232,850,"adding",0,{"institutionId":"*0","oauth":true}],[12798,850,"processing",0,{"institutionId":"*0"}],',
  '[13617,850,"added",0,{"institutionId":"*0","oauth":true,"accounts":[{"id":"","type":"creditCard","institutionId":"*0","type":"mortgage",',
  '"oauth":true,"added":true,"eventTrigger":"*6","endedAt":"*@5","completed":true},',
  '{"format":4,"provider":"connect","customerId":"","by":"connect@3#1lxwjz","firedAt":0,"log":[[1790000004000,850,"started",0,{}],',
  '[9200,850,"institutionSupported",0,{"institutionId":"101732"}],[14500,850,"adding",0,{"institutionId":"*0"}],',
  '[6100,850,"mfa",0,{"institutionId":"*0"}],[27800,850,"discovered",0,{"institutionId":"*0","accountCount":3}],',
  '[11300,850,"added",0,{"institutionId":"*0","accounts":[{"id":"4102285139","type":"checking","institutionId":"*0",',
  '"institutionLoginId":"2901481158"},{"id":"2863666513","type":"savings","institutionId":"*0","institutionLoginId":"*3"}]}],',
  '[3100,850,"done",0,{"eventTrigger":"userSubmit"}]],',
  '"sessions":[["done",{"stuck":false,"outcome":"completed","anomalies":[],"attempts":1,"institutions":[{"institutionId":"*0",',
  '"stage":"added","failures":0,"loginIds":["*3"],"accountsAdded":2}],"accounts":[{"id":"*1","type":"*2","institutionId":"*0"},',
  '{"id":"*4","type":"*5","institutionId":"*0"}],"institutionId":"*0","oauth":false,"added":true,"eventTrigger":"*6","endedAt":"*@6",',
  '"completed":true},0,[0,[1,"*0"],1,1,1,[1,0,"*9"],[1,0,"ended"]],{"endedAt":0}]]}',
].join('');
